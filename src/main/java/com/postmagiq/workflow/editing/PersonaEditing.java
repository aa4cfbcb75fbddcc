package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workflow.config.PersonaKnowledge;
import com.postmagiq.workflow.persona.OwnPersonas;
import com.postmagiq.workflow.persona.OwnPersonas.Row;
import com.postmagiq.workflow.persona.OwnPersonas.Version;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.PersonaProblem;
import com.postmagiq.workflow.persona.SystemPersonas;
import com.postmagiq.workflow.persona.Voices;
import com.postmagiq.workflow.persona.WorkspaceVoice;
import com.postmagiq.workflow.registry.OwnConfigs;
import com.postmagiq.workflow.registry.ValidatedTexts;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changes to the personas of a workspace, and to the voice it writes in: the one door to them. */
@Service
@Transactional
public class PersonaEditing {
    private static final int MOST = 200;

    private final OwnPersonas own;
    private final SystemPersonas system;
    private final OwnConfigs configs;
    private final ValidatedTexts texts;
    private final WorkspaceVoice voices;
    private final Voices known;
    private final Clock clock;

    PersonaEditing(
            OwnPersonas own,
            SystemPersonas system,
            OwnConfigs configs,
            ValidatedTexts texts,
            WorkspaceVoice voices,
            Voices known,
            Clock clock) {
        this.own = own;
        this.system = system;
        this.configs = configs;
        this.texts = texts;
        this.voices = voices;
        this.known = known;
        this.clock = clock;
    }

    /**
     * A new persona; with a name of the product's it takes that one's place in the workspace.
     *
     * @param copyFrom slug of a persona that counts where the wish says nothing
     */
    void create(String slug, @Nullable String copyFrom, PersonaWish wish, Actor actor) {
        var before = own.findForUpdate(slug);
        if (before.isPresent() && !before.get().deleted()) {
            throw new ProblemException(
                    PersonaProblem.SLUG_TAKEN,
                    "The workspace has a persona '%s' already; change that one, or choose another name."
                            .formatted(slug));
        }
        if (own.count() >= MOST) {
            throw new ProblemException(
                    PersonaProblem.TOO_MANY,
                    "A workspace has room for %d personas; delete one first.".formatted(MOST));
        }
        var shipped = system.find(slug);
        var base = copyFrom == null ? shipped.orElse(null) : copied(copyFrom);
        var persona = wish.applied(slug, base, shipped, known);
        added(before, persona, wish, shipped, actor);
    }

    private Persona copied(String slug) {
        return own.find(slug)
                .map(Row::persona)
                .or(() -> system.find(slug))
                .orElseThrow(() -> unknown(slug));
    }

    /** Goes on counting where a deleted persona of the name stopped. */
    private void added(
            Optional<Row> before,
            Persona wanted,
            PersonaWish wish,
            Optional<Persona> shipped,
            Actor actor) {
        var now = clock.instant();
        var persona = wanted.inVersion(before.map(row -> row.persona().version() + 1).orElse(1));
        var row =
                new Row(
                        before.map(Row::id).orElseGet(Ids::next),
                        persona,
                        voice(wish, null),
                        wish.enabled() == null || wish.enabled(),
                        before.map(it -> it.revision() + 1).orElse(1),
                        shipped.map(Persona::version).orElse(null),
                        actor.userId(),
                        now,
                        now,
                        false);
        own.save(row);
        append(row, "", null, actor);
    }

    /**
     * Stores a change; of one of the product's it makes the workspace's own.
     *
     * @param revision the caller read; 0 for one that is the product's until now
     * @return whether anything is different now
     */
    boolean save(String slug, int revision, PersonaWish wish, @Nullable String note, Actor actor) {
        var shipped = system.find(slug);
        var stored = own.findForUpdate(slug);
        var row = stored.filter(it -> !it.deleted());
        if (row.isEmpty()) {
            var base = shipped.orElseThrow(() -> unknown(slug));
            if (revision != 0) {
                throw IfMatch.stale("the persona '%s'".formatted(slug), 0, base.version());
            }
            added(stored, wish.applied(slug, base, shipped, known), wish, shipped, actor);
            return true;
        }
        var current = fresh(row.get(), revision);
        var wanted = wish.applied(slug, current.persona(), shipped, known);
        var voice = voice(wish, current.voice());
        var enabled = wish.enabled() == null ? current.enabled() : wish.enabled();
        var basedOn = basedOn(wish, current, shipped);
        var newText =
                !wanted.factsHash().equals(current.persona().factsHash())
                        || !Objects.equals(voice, current.voice());
        if (!newText
                && enabled == current.enabled()
                && Objects.equals(basedOn, current.basedOnVersion())) {
            return false;
        }
        var saved =
                next(
                        current,
                        newText ? wanted.inVersion(current.persona().version() + 1) : wanted,
                        voice,
                        enabled,
                        basedOn);
        own.save(saved);
        if (newText) {
            append(saved, Objects.requireNonNullElse(note, ""), null, actor);
        }
        return true;
    }

    /** Makes an old text the newest version. */
    void restore(String slug, int version, int revision, Actor actor) {
        var shipped = system.find(slug);
        var current =
                fresh(
                        own.findForUpdate(slug)
                                .filter(it -> !it.deleted())
                                .orElseThrow(() -> notOwn(slug, shipped)),
                        revision);
        var old = own.version(slug, version).orElseThrow(() -> noVersion(slug, version));
        // By today's rules: a variable or a voice of then may be gone.
        var checked =
                new PersonaWish(null, null, null, null, null, old.voice(), null, null, null, null)
                        .applied(slug, old.persona(), shipped, known);
        var saved =
                next(
                        current,
                        checked.inVersion(current.persona().version() + 1),
                        old.voice(),
                        current.enabled(),
                        current.basedOnVersion());
        own.save(saved);
        append(saved, "", version, actor);
    }

    /** Takes a persona away; one that stood in the place of the product's gives way to that. */
    void delete(String slug, int revision) {
        var shipped = system.find(slug);
        var row =
                fresh(
                        own.findForUpdate(slug)
                                .filter(it -> !it.deleted())
                                .orElseThrow(() -> notOwn(slug, shipped)),
                        revision);
        if (shipped.isEmpty()) {
            refuseInUse(slug);
        }
        own.delete(row.id(), clock.instant());
    }

    private void refuseInUse(String slug) {
        var users =
                configs.all().stream()
                        .filter(
                                config ->
                                        texts.of(
                                                        config.contentHash(),
                                                        PersonaKnowledge.unjudged(),
                                                        () -> configs.text(config.contentHash()))
                                                .result()
                                                .config()
                                                .filter(it -> it.usedPersonas().contains(slug))
                                                .isPresent())
                        .map(OwnConfigs.Row::slug)
                        .toList();
        if (!users.isEmpty()) {
            throw new ProblemException(
                            PersonaProblem.IN_USE,
                            "The persona '%s' is used by %s; let these configurations use another first."
                                    .formatted(slug, String.join(", ", users)))
                    .with("configs", users);
        }
    }

    /**
     * Says what voice personas write in that ask for none.
     *
     * @param slug null takes the choice back
     */
    void chooseVoice(@Nullable String slug, Actor actor) {
        if (slug != null) {
            known.check(slug);
        }
        voices.choose(slug, actor.userId(), clock.instant());
    }

    private Row next(
            Row row,
            Persona persona,
            @Nullable String voice,
            boolean enabled,
            @Nullable Integer basedOn) {
        return new Row(
                row.id(),
                persona,
                voice,
                enabled,
                row.revision() + 1,
                basedOn,
                row.createdBy(),
                row.createdAt(),
                clock.instant(),
                false);
    }

    private void append(Row row, String note, @Nullable Integer restoredFrom, Actor actor) {
        own.append(
                row.id(),
                new Version(
                        row.persona(),
                        row.voice(),
                        actor.userId(),
                        note.strip(),
                        restoredFrom,
                        row.updatedAt()));
    }

    /** An empty voice takes the wish for one back. */
    private static @Nullable String voice(PersonaWish wish, @Nullable String standing) {
        var wanted = wish.voice();
        if (wanted == null) {
            return standing;
        }
        return wanted.isEmpty() ? null : wanted;
    }

    private static @Nullable Integer basedOn(
            PersonaWish wish, Row current, Optional<Persona> shipped) {
        var wanted = wish.basedOnVersion();
        return wanted == null || shipped.isEmpty()
                ? current.basedOnVersion()
                : Integer.valueOf(Math.clamp(wanted, 1, shipped.get().version()));
    }

    private static Row fresh(Row row, int revision) {
        if (row.revision() != revision) {
            throw IfMatch.stale(
                    "the persona '%s'".formatted(row.persona().slug()),
                    row.revision(),
                    row.persona().version());
        }
        return row;
    }

    private static ProblemException notOwn(String slug, Optional<Persona> shipped) {
        return shipped.isPresent()
                ? new ProblemException(
                        PersonaProblem.SYSTEM_READ_ONLY,
                        "'%s' comes with the product and the workspace has not changed it; saving a change makes it the workspace's own."
                                .formatted(slug))
                : unknown(slug);
    }

    static ProblemException unknown(String slug) {
        return new ProblemException(
                PersonaProblem.NOT_FOUND, "There is no persona '%s'.".formatted(slug));
    }

    static ProblemException noVersion(String slug, int version) {
        return new ProblemException(
                PersonaProblem.VERSION_NOT_FOUND,
                "The persona '%s' has no version %d.".formatted(slug, version));
    }
}
