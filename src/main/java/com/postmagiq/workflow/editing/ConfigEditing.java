package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workflow.config.ConfigProblem;
import com.postmagiq.workflow.config.Registry;
import com.postmagiq.workflow.config.ValidationResult;
import com.postmagiq.workflow.control.ConfigValidation;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.registry.OwnConfigs;
import com.postmagiq.workflow.registry.OwnConfigs.Row;
import com.postmagiq.workflow.registry.OwnConfigs.Version;
import com.postmagiq.workflow.registry.SystemConfigs;
import com.postmagiq.workflow.registry.WorkspaceChoices;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes to the configurations of a workspace and to its default: the one door to all of them, and
 * so the place that tells the audit log. A text is judged before anything is stored.
 */
@Service
@Transactional
public class ConfigEditing {
    private static final int MOST = 100;

    /** Names that are words of the interface. */
    private static final Set<String> RESERVED = Set.of("default", "validate");

    private final OwnConfigs own;
    private final SystemConfigs system;
    private final WorkspaceChoices choices;
    private final Configurations configurations;
    private final ConfigValidation validation;
    private final ApplicationEventPublisher published;
    private final Clock clock;

    ConfigEditing(
            OwnConfigs own,
            SystemConfigs system,
            WorkspaceChoices choices,
            Configurations configurations,
            ConfigValidation validation,
            ApplicationEventPublisher published,
            Clock clock) {
        this.own = own;
        this.system = system;
        this.choices = choices;
        this.configurations = configurations;
        this.validation = validation;
        this.published = published;
        this.clock = clock;
    }

    /**
     * What somebody wants to be stored.
     *
     * @param yaml null leaves the text as it is
     * @param name null leaves it, or takes the slug
     */
    public record Wish(
            @Nullable String yaml,
            @Nullable String name,
            @Nullable String description,
            @Nullable Boolean enabled,
            @Nullable String note) {}

    /**
     * A new configuration.
     *
     * @param copyFrom slug of one whose text it begins with, when the wish has none
     */
    public void create(String slug, @Nullable String copyFrom, Wish wish, Actor actor) {
        if (!Registry.isSlug(slug) || RESERVED.contains(slug)) {
            throw invalidField(
                    "slug", "must be 1 to 64 lower-case letters, digits and '-', and no own word");
        }
        var text = wish.yaml() != null ? wish.yaml() : copied(copyFrom);
        var result = judged(text);
        var now = clock.instant();
        if (system.exists(slug) || own.taken(slug, now)) {
            throw new ProblemException(
                    ConfigProblem.SLUG_TAKEN,
                    "The name '%s' is taken, or was until less than %d days ago; choose another."
                            .formatted(slug, OwnConfigs.NAME_STAYS_TAKEN.toDays()));
        }
        if (own.count() >= MOST) {
            throw new ProblemException(
                    ConfigProblem.TOO_MANY,
                    "A workspace has room for %d configurations; delete one first."
                            .formatted(MOST));
        }
        var row =
                new Row(
                        Ids.next(),
                        slug,
                        Objects.requireNonNullElse(wish.name(), slug).strip(),
                        Objects.requireNonNullElse(wish.description(), "").strip(),
                        wish.enabled() == null || wish.enabled(),
                        1,
                        result.contentHash(),
                        1,
                        now);
        own.insert(row);
        append(row, text, wish.note(), null, actor);
        audit(row.id(), "created", null, 1, actor);
    }

    private String copied(@Nullable String slug) {
        if (slug == null) {
            throw invalidField("yaml", "must be given, or copy_from");
        }
        var listed = configurations.catalogue().all().get(slug);
        if (listed == null || listed.text().isEmpty() || configurations.locked(listed)) {
            throw unknown(slug);
        }
        return listed.text().get();
    }

    /**
     * Stores a change.
     *
     * @param revision the caller read
     * @return whether anything is different now
     */
    public boolean save(String slug, int revision, Wish wish, Actor actor) {
        var row = forUpdate(slug, revision);
        var yaml = wish.yaml();
        var hash = row.contentHash();
        if (yaml != null) {
            hash = judged(yaml).contentHash();
        }
        var name = Objects.requireNonNullElse(wish.name(), row.name()).strip();
        var description = Objects.requireNonNullElse(wish.description(), row.description()).strip();
        var enabled = wish.enabled() == null ? row.enabled() : wish.enabled();
        var newText = !hash.equals(row.contentHash());
        if (!newText
                && name.equals(row.name())
                && description.equals(row.description())
                && enabled == row.enabled()) {
            return false;
        }
        var saved =
                new Row(
                        row.id(),
                        slug,
                        name,
                        description,
                        enabled,
                        row.version() + (newText ? 1 : 0),
                        hash,
                        row.revision() + 1,
                        clock.instant());
        own.update(saved);
        if (newText) {
            append(saved, Objects.requireNonNull(yaml), wish.note(), null, actor);
        }
        audit(row.id(), "saved", row.version(), saved.version(), actor);
        return true;
    }

    /** Makes an old text the newest version, if it still holds by today's rules. */
    public void restore(
            String slug, int version, int revision, @Nullable String note, Actor actor) {
        var row = forUpdate(slug, revision);
        var old =
                own.version(row.id(), version)
                        .orElseThrow(() -> ConfigHistory.noVersion(slug, version));
        judged(old.yaml());
        var saved =
                new Row(
                        row.id(),
                        slug,
                        row.name(),
                        row.description(),
                        row.enabled(),
                        row.version() + 1,
                        old.contentHash(),
                        row.revision() + 1,
                        clock.instant());
        own.update(saved);
        append(saved, old.yaml(), note, version, actor);
        audit(row.id(), "restored", row.version(), saved.version(), actor);
    }

    /**
     * Goes back from whatever version there is now, for a person at a terminal.
     *
     * @param version null for the one before the newest
     * @return the number of the new version
     */
    public int rollback(String slug, @Nullable Integer version, Actor actor) {
        var row = own.findForUpdate(slug).orElseThrow(() -> notOwn(slug));
        restore(slug, version == null ? row.version() - 1 : version, row.revision(), null, actor);
        return row.version() + 1;
    }

    /** Takes a configuration away; runs that began with it are not touched. */
    public void delete(String slug, int revision, Actor actor) {
        var row = forUpdate(slug, revision);
        own.delete(row.id(), clock.instant());
        if (choices.config().filter(slug::equals).isPresent()) {
            choices.chooseConfig(null, actor.userId(), clock.instant());
        }
        audit(row.id(), "deleted", row.version(), null, actor);
    }

    /**
     * Says what runs of the workspace use that name nothing.
     *
     * @param slug null leaves it to the deployment
     * @throws ProblemException when it cannot be run here
     */
    public void chooseDefault(@Nullable String slug, Actor actor) {
        if (slug != null) {
            configurations.choose(slug, null);
        }
        choices.chooseConfig(slug, actor.userId(), clock.instant());
        audit(null, "chosen", null, null, actor);
    }

    private void audit(
            @Nullable UUID configId,
            String what,
            @Nullable Integer oldVersion,
            @Nullable Integer newVersion,
            Actor actor) {
        published.publishEvent(
                new Audited(
                        "workflow_config.changed",
                        actor.userId(),
                        "workflow_config",
                        configId,
                        Map.of(
                                "operation", new Audited.Change(null, what),
                                "version", new Audited.Change(oldVersion, newVersion)),
                        Audited.Outcome.SUCCESS));
    }

    private void append(
            Row row,
            String yaml,
            @Nullable String note,
            @Nullable Integer restoredFrom,
            Actor actor) {
        own.append(
                row.id(),
                new Version(
                        row.version(),
                        yaml,
                        row.contentHash(),
                        actor.userId(),
                        Objects.requireNonNullElse(note, "").strip(),
                        restoredFrom,
                        row.updatedAt()));
        own.prune(row.id());
    }

    private Row forUpdate(String slug, int revision) {
        var row = own.findForUpdate(slug).orElseThrow(() -> notOwn(slug));
        if (row.revision() != revision) {
            throw IfMatch.stale(
                    "the configuration '%s'".formatted(slug), row.revision(), row.version());
        }
        return row;
    }

    private ValidationResult judged(String yaml) {
        var result = validation.validate(yaml);
        if (!result.valid()) {
            var first = result.errors().getFirst();
            throw new ProblemException(
                            ConfigProblem.INVALID,
                            String.format(
                                    Locale.ROOT,
                                    "The configuration has %d errors and was not saved. Line %d, column %d: %s",
                                    result.errors().size(),
                                    first.line(),
                                    first.column(),
                                    first.message()))
                    .with("valid", false)
                    .with("errors", result.errors())
                    .with("warnings", result.warnings());
        }
        return result;
    }

    private ProblemException notOwn(String slug) {
        return system.exists(slug)
                ? new ProblemException(
                        ConfigProblem.SYSTEM_READ_ONLY,
                        "'%s' comes with the product and stays as it is; create a configuration with copy_from to change a copy."
                                .formatted(slug))
                : unknown(slug);
    }

    static ProblemException unknown(String slug) {
        return new ProblemException(
                ConfigProblem.NOT_FOUND,
                "There is no configuration '%s'; choose one of the listed ones.".formatted(slug));
    }

    private static ProblemException invalidField(String field, String message) {
        return new ProblemException(
                        GeneralProblem.VALIDATION_FAILED,
                        "The field '%s' %s.".formatted(field, message))
                .with(
                        "errors",
                        List.of(Map.of("field", field, "code", "invalid", "message", message)));
    }
}
