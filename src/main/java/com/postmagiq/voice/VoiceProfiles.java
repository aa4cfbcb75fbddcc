package com.postmagiq.voice;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.quality.VoiceDistance;
import com.postmagiq.voice.measure.Fidelity;
import com.postmagiq.voice.measure.FidelityScore;
import com.postmagiq.voice.measure.Stylometry;
import com.postmagiq.voice.measure.Stylometry.SignaturePhrase;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The voice profiles of a workspace: the only door other modules have to them. */
@Service
@Transactional(readOnly = true)
public class VoiceProfiles {
    private static final double FULL_SCORE = 100;

    private final VoiceProfileRows rows;
    private final VoicePresets presets;

    VoiceProfiles(VoiceProfileRows rows, VoicePresets presets) {
        this.rows = rows;
        this.presets = presets;
    }

    /** The own profile of a slug as those who write are told it. */
    public Optional<VoiceText> text(String slug) {
        return rows.find(slug).flatMap(it -> rows.newestText(slug));
    }

    /** The words an own profile had in a version, also when it is gone. */
    public Optional<VoiceText> text(String slug, int version) {
        return rows.text(slug, version).filter(it -> it.version() == version);
    }

    /**
     * How a text sounds beside a profile.
     *
     * @param phrases the author's own, which are never too much of anything
     * @param distance null where the profile has too few texts to say
     */
    public record Heard(
            FidelityScore score, List<String> phrases, @Nullable VoiceDistance distance) {}

    /**
     * Compares a text with an own profile.
     *
     * @param reference the profile's id
     * @param text in the form texts are stored in
     * @throws ProblemException {@code voice_profile.not_found}, {@code voice_profile.not_measured}
     */
    public Heard hear(String reference, String text) {
        preset(reference)
                .ifPresent(
                        it -> {
                            throw notMeasured(it.name());
                        });
        var profile = get(reference);
        var measured = measured(profile);
        var score = Fidelity.score(measured, profile.avoidList(), text);
        var own = measured.calibration();
        var exact = score.exact();
        return new Heard(
                score,
                measured.signaturePhrases().stream().map(SignaturePhrase::phrase).toList(),
                own == null || exact == null
                        ? null
                        : new VoiceDistance(FULL_SCORE - exact, FULL_SCORE - own.p05()));
    }

    /**
     * A voice somebody may choose: a profile of the workspace, or one that ships.
     *
     * @param id null for one that ships
     */
    public record Choice(@Nullable UUID id, String slug) {
        /** What the choice is called in JSON: a preset has its slug as its id. */
        public String reference() {
            return id == null ? slug : id.toString();
        }
    }

    /**
     * The voice a body names.
     *
     * @param reference the id of a profile, or the slug of a voice that ships
     * @throws ProblemException {@code voice_profile.unknown}
     */
    public Choice choice(String reference) {
        return preset(reference)
                .map(it -> new Choice(null, it.slug()))
                .or(() -> own(reference).map(it -> new Choice(it.id(), it.slug())))
                .orElseThrow(() -> unknownInBody(reference));
    }

    /**
     * The profile of an address, as {@link #choice} gives the one of a body.
     *
     * @throws ProblemException {@code voice_profile.not_found}
     */
    public Choice chosen(String reference) {
        return preset(reference)
                .map(it -> new Choice(null, it.slug()))
                .orElseGet(
                        () -> {
                            var profile = get(reference);
                            return new Choice(profile.id(), profile.slug());
                        });
    }

    /**
     * A profile made from texts.
     *
     * @param revision rises with every change of it
     */
    public record Measured(UUID id, int revision) {}

    /**
     * The profile texts are to be compared with.
     *
     * @throws ProblemException {@code voice_profile.not_found}, {@code voice_profile.not_measured}
     */
    public Measured measured(String reference) {
        preset(reference)
                .ifPresent(
                        it -> {
                            throw notMeasured(it.name());
                        });
        var profile = get(reference);
        measured(profile);
        return new Measured(profile.id(), profile.revision());
    }

    /** The profile of a slug, where it is an own one made from texts. */
    public Optional<Measured> measuredOf(String slug) {
        return rows.find(slug)
                .filter(it -> it.stylometry() != null)
                .map(it -> new Measured(it.id(), it.revision()));
    }

    /** No voice was chosen at all. */
    public static ProblemException nobody() {
        return new ProblemException(
                VoiceProblem.NOT_MEASURED,
                "Neither this post's strategy nor the current one speaks in a voice profile; choose one, or name it.");
    }

    static ProblemException unknownInBody(String reference) {
        return new ProblemException(
                VoiceProblem.UNKNOWN_PROFILE,
                "There is no voice profile %s in this workspace.".formatted(reference));
    }

    /** Slugs and names of the own profiles, by slug; without their texts. */
    public List<VoiceText> names() {
        return rows.names();
    }

    /** Whether the slug is an own profile's. */
    public boolean exists(String slug) {
        return rows.taken(slug);
    }

    static Stylometry measured(VoiceProfile profile) {
        var measured = profile.stylometry();
        if (measured == null) {
            throw notMeasured(profile.name());
        }
        return measured;
    }

    static ProblemException notMeasured(String name) {
        return new ProblemException(
                VoiceProblem.NOT_MEASURED,
                "'%s' was not made from texts, so there is nothing to compare with; analyse writing samples first."
                        .formatted(name));
    }

    /**
     * @throws ProblemException {@code voice_profile.not_found}
     */
    VoiceProfile get(String reference) {
        return own(reference).orElseThrow(() -> unknown(reference));
    }

    /** The preset of a reference; empty when it names something else. */
    Optional<VoiceText> preset(String reference) {
        return presets.all().stream().filter(it -> it.slug().equals(reference)).findFirst();
    }

    private Optional<VoiceProfile> own(String reference) {
        return id(reference).flatMap(rows::find);
    }

    static Optional<UUID> id(String reference) {
        try {
            return Optional.of(UUID.fromString(reference));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static ProblemException unknown(String reference) {
        return new ProblemException(
                VoiceProblem.PROFILE_NOT_FOUND,
                "There is no voice profile %s in this workspace.".formatted(reference));
    }
}
