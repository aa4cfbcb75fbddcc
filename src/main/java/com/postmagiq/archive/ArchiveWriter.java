package com.postmagiq.archive;

import com.postmagiq.asset.ArchivedFiles;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes the bound workspace into an archive, as it is at one moment: rows of all parts in their
 * order, people, files, what is only to be read, and the manifest.
 */
@Component
class ArchiveWriter {
    private static final int FETCHED_AT_ONCE = 500;
    static final String PEOPLE = "people.jsonl";

    /** The file that is needed meanwhile. */
    static final String IDS = "ids";

    /** Reads numbers with every digit. */
    static final JsonMapper EXACT =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    /** Told how far the work has come. */
    interface Progress {
        void at(int done, int total);
    }

    private final Shapes shapes;
    private final JdbcClient jdbc;
    private final Users users;
    private final ArchivedFiles files;
    private final Installation installation;
    private final JsonMapper json;
    private final Clock clock;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate aside;

    ArchiveWriter(
            Shapes shapes,
            JdbcClient jdbc,
            Users users,
            ArchivedFiles files,
            Installation installation,
            JsonMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.shapes = shapes;
        this.jdbc = jdbc;
        this.users = users;
        this.files = files;
        this.installation = installation;
        this.json = json;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.aside = new TransactionTemplate(transactions);
        aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Writes an archive.
     *
     * @param folder for what has to be remembered meanwhile
     */
    Manifest write(Path file, Path folder, Manifest.Options options, Progress progress)
            throws IOException {
        try {
            return snapshot.execute(
                    _ -> {
                        try {
                            return written(file, folder, options, progress);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Manifest written(Path file, Path folder, Manifest.Options options, Progress progress)
            throws IOException {
        var wanted = shapes.travelling().stream().filter(shape -> has(options, shape)).toList();
        var shown = shapes.shown();
        // People, files and the manifest are the last step.
        var steps = wanted.size() + shown.size() + 1;
        var parts = new ArrayList<Manifest.Part>();
        var leftOut = new TreeMap<String, Long>();
        try (var index = IdIndex.of(jdbc, wanted, folder.resolve(IDS));
                var zip = new ArchiveZip(file)) {
            var references = new References(index, CurrentWorkspace.id(), this::name);
            for (var shape : wanted) {
                aside.executeWithoutResult(_ -> progress.at(parts.size(), steps));
                var part = rows(zip, shape, references);
                parts.add(part);
                if (shape.table().ofRuns() && shape.table().where() != null) {
                    note(leftOut, shape, part.rows());
                }
            }
            parts.add(people(zip, references.people()));
            references.close();
            for (var shape : shown) {
                aside.executeWithoutResult(_ -> progress.at(parts.size(), steps));
                parts.add(rows(zip, shape, references));
            }
            if (options.assets()) {
                files.each(each -> zip.file(each.path(), each.sha256()));
            }
            var manifest = manifest(options, parts, leftOut);
            zip.bytes(
                    Manifest.FILE,
                    json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            return manifest;
        }
    }

    private static boolean has(Manifest.Options options, Shape shape) {
        return (options.runs() || !shape.table().ofRuns())
                && (options.assets() || !shape.holdsFiles());
    }

    private void note(Map<String, Long> leftOut, Shape shape, int written) {
        var all = jdbc.sql(shape.count()).query(Long.class).single();
        if (all > written) {
            leftOut.put(shape.part(), all - written);
        }
    }

    private Manifest manifest(
            Manifest.Options options, List<Manifest.Part> parts, Map<String, Long> leftOut) {
        var version = ArchiveWriter.class.getPackage().getImplementationVersion();
        return new Manifest(
                Manifest.FORMAT,
                Manifest.SCHEMA_VERSION,
                Objects.requireNonNullElse(version, "development"),
                clock.instant(),
                UUID.nameUUIDFromBytes(
                                installation.publicBaseUrl().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                CurrentWorkspace.id(),
                options,
                parts,
                leftOut);
    }

    private Manifest.Part rows(ArchiveZip zip, Shape shape, References references)
            throws IOException {
        var written =
                zip.lines(
                        shape.file(),
                        lines ->
                                jdbc.sql(shape.rows())
                                        .withFetchSize(FETCHED_AT_ONCE)
                                        .query(
                                                row -> {
                                                    var line = EXACT.readTree(row.getString(1));
                                                    add(
                                                            lines,
                                                            CanonicalJson.of(
                                                                    references.rewritten(
                                                                            shape, line)));
                                                }));
        var informative = shape.table().way() == ArchivedTable.Way.SHOWN;
        return new Manifest.Part(
                shape.file(),
                written.rows(),
                written.sha256(),
                informative ? null : shape.columns().stream().map(Shape.Column::name).toList(),
                informative);
    }

    private static Manifest.Part people(ArchiveZip zip, List<String> names) throws IOException {
        var written =
                zip.lines(
                        PEOPLE,
                        lines -> {
                            for (var i = 0; i < names.size(); i++) {
                                var person = JsonNodeFactory.instance.objectNode();
                                person.put("id", References.PERSON + ":" + (i + 1));
                                person.put("name", names.get(i));
                                lines.add(CanonicalJson.of(person));
                            }
                        });
        return new Manifest.Part(
                PEOPLE, written.rows(), written.sha256(), List.of("id", "name"), false);
    }

    private static void add(ArchiveZip.Lines lines, String line) {
        try {
            lines.add(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> name(UUID id) {
        return users.byId(id).map(User::fullName);
    }
}
