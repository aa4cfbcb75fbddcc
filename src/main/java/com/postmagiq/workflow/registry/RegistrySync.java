package com.postmagiq.workflow.registry;

import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.RegistryEntry;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.config.WorkflowCatalogue.Disabled;
import com.postmagiq.workflow.config.WorkflowCatalogue.Listed;
import com.postmagiq.workflow.registry.SystemConfigs.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings registry and files into the database: all of it or nothing, one node at a time. Nothing is
 * ever taken out; what the registry no longer names is disabled, so that history keeps its names.
 */
@Component
public class RegistrySync {
    /** Of all nodes on one database, one syncs; any number that nobody else locks will do. */
    private static final long LOCK = 0x706f73746d616731L;

    private final RegistryFiles files;
    private final ModelKnowledge models;
    private final SystemConfigs configs;
    private final TransactionTemplate transactions;
    private final Clock clock;

    RegistrySync(
            RegistryFiles files,
            ModelKnowledge models,
            SystemConfigs configs,
            TransactionTemplate transactions,
            Clock clock) {
        this.files = files;
        this.models = models;
        this.configs = configs;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What became of a configuration. */
    public enum Change {
        CREATED,
        UPDATED,
        UNCHANGED,
        DISABLED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One line of the outcome.
     *
     * @param reason why it cannot be run, also when nothing changed
     */
    public record Line(String slug, Change change, Optional<String> reason) {}

    /**
     * What a sync did.
     *
     * @param standard the deployment's default, when it can be run
     */
    public record Outcome(List<Line> lines, Optional<String> standard) {
        public Outcome {
            lines = List.copyOf(lines);
        }

        /** Whether anything is different from before. */
        public boolean changed() {
            return lines.stream().anyMatch(line -> line.change() != Change.UNCHANGED);
        }

        public long count(Change change) {
            return lines.stream().filter(line -> line.change() == change).count();
        }
    }

    /**
     * Syncs.
     *
     * @param dry says what would happen and changes nothing
     * @throws com.postmagiq.kernel.problem.ProblemException when the registry is unreadable or does
     *     not know the deployment's environment; the database stays as it was
     */
    public Outcome sync(boolean dry) {
        return Objects.requireNonNull(
                transactions.execute(
                        status -> {
                            configs.lock(LOCK);
                            // Read behind the lock: of two nodes the later one has the later files.
                            var outcome = write(files.catalogue(models), clock.instant());
                            if (dry) {
                                status.setRollbackOnly();
                            }
                            return outcome;
                        }));
    }

    private Outcome write(WorkflowCatalogue catalogue, Instant at) {
        Map<String, Row> stored = new LinkedHashMap<>();
        configs.all().forEach(row -> stored.put(row.entry().slug(), row));
        var lines = new ArrayList<Line>();
        var position = 0;
        for (var listed : catalogue.all().values()) {
            lines.add(written(listed, position++, stored.remove(listed.entry().slug()), at));
        }
        for (var row : stored.values()) {
            lines.add(orphaned(row, position++, at));
        }
        configs.makeDefault(catalogue.standard().orElse(null));
        return new Outcome(lines, catalogue.standard());
    }

    private Line written(Listed listed, int position, @Nullable Row before, Instant at) {
        var entry = listed.entry();
        var version = before == null ? 0 : before.version();
        var hash = before == null ? null : before.contentHash();
        if (listed.result().isPresent() && listed.result().get().valid()) {
            var newest = listed.result().get().contentHash();
            if (!newest.equals(hash)) {
                version++;
                hash = newest;
            }
        }
        var row =
                new Row(
                        entry,
                        position,
                        listed.disabled(),
                        listed.disabled().filter(Disabled.INVALID::equals).isPresent()
                                ? listed.errors()
                                : List.of(),
                        before != null && before.standard(),
                        version,
                        hash);
        var reason = row.disabled().map(Disabled::code);
        if (same(row, before)) {
            return new Line(entry.slug(), Change.UNCHANGED, reason);
        }
        configs.save(row, at);
        if (version > (before == null ? 0 : before.version())) {
            configs.append(
                    entry.slug(),
                    version,
                    listed.text().orElseThrow(),
                    Objects.requireNonNull(hash),
                    at);
        }
        return new Line(
                entry.slug(),
                reason.isPresent()
                        ? Change.DISABLED
                        : before == null ? Change.CREATED : Change.UPDATED,
                reason);
    }

    private Line orphaned(Row row, int position, Instant at) {
        var gone =
                new Row(
                        row.entry(),
                        position,
                        Optional.of(Disabled.ORPHANED),
                        List.of(),
                        false,
                        row.version(),
                        row.contentHash());
        var reason = Optional.of(Disabled.ORPHANED.code());
        if (same(gone, row)) {
            return new Line(row.entry().slug(), Change.UNCHANGED, reason);
        }
        configs.save(gone, at);
        return new Line(row.entry().slug(), Change.DISABLED, reason);
    }

    /** Everything but the default, which the registry names apart. */
    private static boolean same(Row row, @Nullable Row before) {
        return before != null
                && comparable(row.entry()).equals(comparable(before.entry()))
                && row.position() == before.position()
                && row.disabled().equals(before.disabled())
                && row.findings().equals(before.findings())
                && row.version() == before.version();
    }

    /** What is stored of an entry; whether it is switched on stands in the reason. */
    private static RegistryEntry comparable(RegistryEntry entry) {
        return new RegistryEntry(
                entry.slug(),
                entry.name(),
                entry.description(),
                entry.configFile(),
                entry.environment(),
                true,
                entry.tierRequired(),
                entry.features(),
                entry.deprecated());
    }
}
