package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.text.WordDiff;
import com.postmagiq.workflow.persona.OwnPersonas;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.SystemPersonas;
import com.postmagiq.workflow.persona.Voices;
import com.postmagiq.workflow.persona.WorkspaceVoice;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The shapes personas are shown in, the product's and the workspace's own in one list. */
@Service
@Transactional(readOnly = true)
public class PersonaViews {
    private static final String SYSTEM = "system";

    private final OwnPersonas own;
    private final SystemPersonas system;
    private final WorkspaceVoice voices;
    private final Voices known;

    PersonaViews(OwnPersonas own, SystemPersonas system, WorkspaceVoice voices, Voices known) {
        this.own = own;
        this.system = system;
        this.voices = voices;
        this.known = known;
    }

    /**
     * A persona.
     *
     * @param template absent in lists, and for readers who may not see the product's
     * @param voice slug; absent takes the workspace's
     * @param revision to be sent back as {@code If-Match}; 0 while it is the product's
     * @param outdated the product has a newer text than the one this began as
     * @param enabled a switched off one gives way to the product's
     */
    @Schema(name = "Persona")
    public record View(
            @Nullable UUID id,
            String slug,
            String name,
            String description,
            @Nullable String template,
            @Schema(allowableValues = {"full", "core", "none"}) String needsRules,
            boolean needsVoice,
            @Nullable String voice,
            @Schema(
                            allowableValues = {
                                "review",
                                "processed",
                                "draft",
                                "audit",
                                "final",
                                "detector",
                                "text"
                            })
                    String outputKind,
            @Nullable String modelTier,
            @Schema(allowableValues = {"system", "override", "custom"}) String source,
            boolean isSystem,
            int version,
            int revision,
            String contentHash,
            @Nullable Integer basedOnVersion,
            @Nullable Integer systemVersion,
            boolean outdated,
            boolean enabled,
            @Nullable UUID createdBy,
            @Nullable Instant createdAt,
            @Nullable Instant updatedAt) {}

    /** A voice to choose. */
    @Schema(name = "VoicePreset")
    public record Voice(String slug, String name) {}

    /** All personas, and the voices there are. */
    @Schema(name = "PersonaList")
    public record Listing(List<View> items, List<Voice> voices, String defaultVoice) {}

    /** A text as it was. */
    @Schema(name = "PersonaVersion")
    public record Version(
            int version,
            String name,
            @Nullable String template,
            String contentHash,
            @Nullable UUID authorId,
            String note,
            @Nullable Integer restoredFrom,
            Instant createdAt) {}

    /** What changed between two versions, word by word. */
    @Schema(name = "PersonaDiff")
    public record DiffView(int from, int to, List<WordDiff.Hunk> hunks) {}

    /** By name. */
    public Listing list() {
        var views = new LinkedHashMap<String, View>();
        system.personas().values().forEach(it -> views.put(it.slug(), view(it, false)));
        own.all().forEach(row -> views.put(row.persona().slug(), view(row, false)));
        return new Listing(
                views.values().stream().sorted(Comparator.comparing(View::name)).toList(),
                known.all().stream().map(it -> new Voice(it.slug(), it.name())).toList(),
                voices.chosen().orElse(WorkspaceVoice.PRESET));
    }

    /**
     * @param all whether the reader may see the product's texts
     * @throws ProblemException {@code persona.not_found}
     */
    public View get(String slug, boolean all) {
        return own.find(slug)
                .map(row -> view(row, true))
                .or(() -> system.find(slug).map(it -> view(it, all)))
                .orElseThrow(() -> PersonaEditing.unknown(slug));
    }

    /**
     * Newest first.
     *
     * @param source system for the product's versions of an overridden persona; null for those of
     *     the one that counts
     */
    public Page<Version> versions(
            String slug, @Nullable String source, @Nullable Integer before, int limit) {
        var versions =
                read(slug, source, before, limit + 1, true).stream()
                        .map(
                                it ->
                                        new Version(
                                                it.version(),
                                                it.name(),
                                                null,
                                                it.contentHash(),
                                                it.authorId(),
                                                it.note(),
                                                it.restoredFrom(),
                                                it.createdAt()))
                        .toList();
        return Page.of(versions, limit, Version::version);
    }

    /**
     * @param all whether the reader may see the product's texts
     */
    public Version version(String slug, @Nullable String source, int version, boolean all) {
        return read(slug, source, version + 1, 1, all).stream()
                .filter(it -> it.version() == version)
                .findFirst()
                .orElseThrow(() -> PersonaEditing.noVersion(slug, version));
    }

    /**
     * @param from null takes the one before {@code to}
     * @param to null takes the newest
     */
    public DiffView diff(
            String slug,
            @Nullable String source,
            @Nullable Integer from,
            @Nullable Integer to,
            boolean all) {
        var after =
                to == null
                        ? read(slug, source, null, 1, all).getFirst()
                        : version(slug, source, to, all);
        var before =
                from == null
                        ? read(slug, source, after.version(), 1, all).stream()
                                .findFirst()
                                .orElse(after)
                        : version(slug, source, from, all);
        return new DiffView(
                before.version(), after.version(), WordDiff.hunks(text(before), text(after)));
    }

    private static String text(Version version) {
        return version.template() == null ? "" : version.template();
    }

    private List<Version> read(
            String slug,
            @Nullable String source,
            @Nullable Integer before,
            int limit,
            boolean all) {
        if (own.find(slug).isPresent() && !SYSTEM.equals(source)) {
            return own.versions(slug, before, limit).stream()
                    .map(
                            it ->
                                    new Version(
                                            it.persona().version(),
                                            it.persona().name(),
                                            it.persona().template(),
                                            it.persona().contentHash(),
                                            it.authorId(),
                                            it.note(),
                                            it.restoredFrom(),
                                            it.createdAt()))
                    .toList();
        }
        if (system.find(slug).isEmpty()) {
            throw PersonaEditing.unknown(slug);
        }
        return system.versions(slug, before, limit).stream()
                .map(
                        it ->
                                new Version(
                                        it.persona().version(),
                                        it.persona().name(),
                                        all ? it.persona().template() : null,
                                        it.persona().contentHash(),
                                        null,
                                        "",
                                        null,
                                        it.createdAt()))
                .toList();
    }

    private static View view(Persona it, boolean text) {
        return new View(
                null,
                it.slug(),
                it.name(),
                it.description(),
                text ? it.template() : null,
                it.needsRules().code(),
                it.needsVoice(),
                null,
                it.outputKind().code(),
                it.modelTier().orElse(null),
                SYSTEM,
                true,
                it.version(),
                0,
                it.contentHash(),
                null,
                it.version(),
                false,
                true,
                null,
                null,
                null);
    }

    private View view(OwnPersonas.Row row, boolean text) {
        var it = row.persona();
        Optional<Integer> shipped = system.find(it.slug()).map(Persona::version);
        var basedOn = row.basedOnVersion();
        return new View(
                row.id(),
                it.slug(),
                it.name(),
                it.description(),
                text ? it.template() : null,
                it.needsRules().code(),
                it.needsVoice(),
                row.voice(),
                it.outputKind().code(),
                it.modelTier().orElse(null),
                shipped.isPresent() ? "override" : "custom",
                false,
                it.version(),
                row.revision(),
                it.contentHash(),
                basedOn,
                shipped.orElse(null),
                shipped.isPresent() && basedOn != null && basedOn < shipped.get(),
                row.enabled(),
                row.createdBy(),
                row.createdAt(),
                row.updatedAt());
    }
}
