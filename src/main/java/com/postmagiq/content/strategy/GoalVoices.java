package com.postmagiq.content.strategy;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.voice.DefaultVoice;
import com.postmagiq.voice.FirstVoiceProfile;
import com.postmagiq.voice.VoiceProfiles;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The voices strategies speak in. */
@Component
public class GoalVoices implements DefaultVoice {
    private static final String PROFILE = "voice_profile_id";
    private static final String PRESET = "voice_preset";
    private static final String READ =
            "select g.voice_profile_id, g.voice_preset from app.goals g join ";

    private final VoiceProfiles voices;
    private final TenantDb db;
    private final JdbcClient jdbc;

    GoalVoices(VoiceProfiles voices, TenantDb db, JdbcClient jdbc) {
        this.voices = voices;
        this.db = db;
        this.jdbc = jdbc;
    }

    private Optional<String> first(String from, Object... parameters) {
        return db.first(
                        READ + from,
                        (row, _) -> {
                            var own = row.getString(PROFILE);
                            return Optional.ofNullable(own == null ? row.getString(PRESET) : own);
                        },
                        parameters)
                .flatMap(it -> it);
    }

    @Override
    public Optional<String> reference() {
        return first("app.content_settings s on s.default_goal_id = g.id");
    }

    /** The voice of the strategy a post belongs to; empty where none was chosen. */
    public Optional<VoiceProfiles.Choice> ofPost(UUID postId) {
        return first("app.posts p on p.goal_id = g.id where p.id = ?", postId).map(voices::choice);
    }

    /**
     * What a post is compared with: the voice of its strategy, else that of the current one.
     *
     * @throws ProblemException {@code voice_profile.not_measured}
     */
    public VoiceProfiles.Measured of(UUID postId) {
        return ofPost(postId)
                .map(VoiceProfiles.Choice::reference)
                .or(this::reference)
                .map(voices::measured)
                .orElseThrow(VoiceProfiles::nobody);
    }

    /** The score the strategy of a post asks for. */
    public Optional<Integer> minFidelity(UUID postId) {
        return db.first(
                "select g.min_fidelity from app.goals g join app.posts p on p.goal_id = g.id where p.id = ? and g.min_fidelity is not null",
                (row, _) -> row.getInt("min_fidelity"),
                postId);
    }

    /**
     * The voice of an address.
     *
     * @throws ProblemException {@code voice_profile.not_found}
     */
    VoiceProfiles.Choice chosen(String reference) {
        return voices.chosen(reference);
    }

    /**
     * Adds the columns of a voice.
     *
     * @param reference null leaves it to the workspace
     * @throws ProblemException {@code voice_profile.unknown}
     */
    GivenColumns put(GivenColumns given, @Nullable String reference) {
        return reference == null || reference.isBlank()
                ? given.set(PROFILE, null).set(PRESET, null)
                : put(given, voices.choice(reference.strip()));
    }

    GivenColumns put(GivenColumns given, VoiceProfiles.Choice chosen) {
        return given.set(PROFILE, chosen.id())
                .set(PRESET, chosen.id() == null ? chosen.slug() : null);
    }

    static ProblemException noGoal() {
        return new ProblemException(
                StrategyProblem.NO_GOAL,
                "This workspace has no strategy yet that could speak in this voice; make one with the guided setup.");
    }

    /** Strategies that were made before anybody's voice was known speak in the first one. */
    @EventListener
    void on(FirstVoiceProfile made) {
        jdbc.sql(
                        """
                        update app.goals set voice_profile_id = :voice, revision = revision + 1
                         where voice_profile_id is null and voice_preset is null
                        """)
                .param("voice", made.id())
                .update();
    }
}
