package com.postmagiq.content;

import com.postmagiq.content.strategy.GoalVoices;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.voice.VoiceProfiles;
import com.postmagiq.voice.measure.FidelityScore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** How near the versions of a post come to the voice they are meant to have. */
@Service
class PostFidelity {
    /**
     * A version beside a voice.
     *
     * @param minFidelity what the post's strategy asks for; absent where it asks for nothing
     * @param belowMinimum whether the score is under that; it warns and forbids nothing
     */
    @Schema(name = "PostFidelity")
    record Heard(
            int versionNumber,
            UUID profileId,
            @Nullable Integer minFidelity,
            boolean belowMinimum,
            FidelityScore fidelity) {}

    private final StoredPosts posts;
    private final VersionList versions;
    private final PostList list;
    private final GoalVoices goals;
    private final VoiceProfiles voices;
    private final JdbcClient jdbc;
    private final TenantDb db;
    private final JsonMapper json;
    private final Clock clock;

    PostFidelity(
            StoredPosts posts,
            VersionList versions,
            PostList list,
            GoalVoices goals,
            VoiceProfiles voices,
            JdbcClient jdbc,
            TenantDb db,
            JsonMapper json,
            Clock clock) {
        this.posts = posts;
        this.versions = versions;
        this.list = list;
        this.goals = goals;
        this.voices = voices;
        this.jdbc = jdbc;
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Compares a version with a voice, or tells what was found when that was done last.
     *
     * @param number null takes the current text
     * @param profile null takes the voice of the post's strategy, else of the current one
     * @throws ProblemException {@code post.not_found}, {@code post.version_not_found}, {@code
     *     post.text_required}, {@code voice_profile.not_found}, {@code voice_profile.not_measured}
     */
    @Transactional
    public Heard of(String reference, @Nullable Integer number, @Nullable String profile) {
        var post = posts.idOf(reference);
        var wanted = number == null ? list.get(post).versionNumber() : number;
        if (wanted == null) {
            throw new ProblemException(
                    PostProblem.TEXT_REQUIRED,
                    "This post has no text yet that could be compared with a voice.");
        }
        var version = versions.get(post, wanted);
        var voice = profile == null ? goals.of(post) : voices.measured(profile);
        var stored =
                db.first(
                        """
                        select detail from app.post_fidelity
                         where post_id = ? and version_number = ? and profile_id = ? and content_hash = ?
                           and profile_revision = ? and algorithm_version = ?
                        """,
                        (row, _) -> row.getString("detail"),
                        post,
                        wanted,
                        voice.id(),
                        version.contentHash(),
                        voice.revision(),
                        FidelityScore.ALGORITHM);
        var score =
                stored.map(it -> json.readValue(it, FidelityScore.class))
                        .orElseGet(() -> measured(post, version, voice));
        var least = goals.minFidelity(post).orElse(null);
        return new Heard(
                wanted,
                voice.id(),
                least,
                least != null && score.score() != null && score.score() < least,
                score);
    }

    private FidelityScore measured(
            UUID post, VersionList.Version version, VoiceProfiles.Measured voice) {
        var score =
                voices.hear(voice.id().toString(), Objects.requireNonNull(version.content()))
                        .score();
        jdbc.sql(
                        """
                        insert into app.post_fidelity (workspace_id, id, post_id, version_number, profile_id, content_hash,
                            profile_revision, algorithm_version, score, detail, created_at)
                        values (:workspace, :id, :post, :version, :profile, :hash, :revision, :algorithm, :score,
                            cast(:detail as jsonb), :now)
                        on conflict (workspace_id, post_id, version_number, profile_id) do update
                           set content_hash = excluded.content_hash, profile_revision = excluded.profile_revision,
                               algorithm_version = excluded.algorithm_version, score = excluded.score,
                               detail = excluded.detail, created_at = excluded.created_at
                        """)
                .param("workspace", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("post", post)
                .param("version", version.number())
                .param("profile", voice.id())
                .param("hash", version.contentHash())
                .param("revision", voice.revision())
                .param("algorithm", score.algorithmVersion())
                .param("score", score.score())
                .param("detail", json.writeValueAsString(score))
                .param("now", Columns.at(clock.instant()))
                .update();
        return score;
    }
}
