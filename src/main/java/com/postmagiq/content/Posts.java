package com.postmagiq.content;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.Counters;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The door to posts for other modules. Only this module writes a post's status. */
@Service
public class Posts {
    private static final int LONGEST_TOPIC = 300;

    private final JdbcClient jdbc;
    private final Counters counters;
    private final Clock clock;

    Posts(JdbcClient jdbc, Counters counters, Clock clock) {
        this.jdbc = jdbc;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * A text a run has finished.
     *
     * @param postId the post it was made for; null makes a new one
     */
    public record WorkflowText(
            UUID runId,
            long runNumber,
            @Nullable UUID postId,
            String topic,
            @Nullable String shape,
            String story,
            String text,
            @Nullable UUID createdBy,
            boolean offline) {}

    /**
     * Stores the text as the current version of its post, which is ready then. Joins the run's
     * transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID storeWorkflowText(WorkflowText text) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var postId = text.postId() == null ? create(text, now) : locked(text.postId());
        var version =
                jdbc.sql(
                                "select coalesce(max(version_number), 0) + 1 from app.post_versions where post_id = :id")
                        .param("id", postId)
                        .query(Integer.class)
                        .single();
        var versionId = Ids.next();
        jdbc.sql(
                        """
                        insert into app.post_versions (workspace_id, id, post_id, version_number, source, content,
                            content_hash, word_count, char_count, run_id, created_by_id, created_at)
                        values (:workspaceId, :id, :postId, :number, 'workflow', :content,
                            :hash, :words, :chars, :runId, :by, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", versionId)
                .param("postId", postId)
                .param("number", version)
                .param("content", text.text())
                .param("hash", hash(text.text()))
                .param("words", text.text().strip().split("\\s+").length)
                .param("chars", text.text().codePointCount(0, text.text().length()))
                .param("runId", text.runId())
                .param("by", text.createdBy())
                .param("at", now)
                .update();
        jdbc.sql(
                        """
                        update app.posts
                           set current_version_id = :versionId, status = 'ready', run_id = :runId,
                               run_number = :runNumber, offline = :offline, revision = revision + 1, updated_at = :at
                         where id = :id and not is_deleted
                        """)
                .param("versionId", versionId)
                .param("runId", text.runId())
                .param("runNumber", text.runNumber())
                .param("offline", text.offline())
                .param("at", now)
                .param("id", postId)
                .update();
        return postId;
    }

    /** Others who write a version of it wait until this transaction ends. */
    private UUID locked(UUID postId) {
        return jdbc.sql("select id from app.posts where id = :id and not is_deleted for update")
                .param("id", postId)
                .query(UUID.class)
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        PostProblem.UNKNOWN_POST,
                                        "There is no post %s any more.".formatted(postId)));
    }

    private UUID create(WorkflowText text, OffsetDateTime now) {
        var id = Ids.next();
        var topic = text.topic();
        jdbc.sql(
                        """
                        insert into app.posts (workspace_id, id, post_number, topic, shape, story_used, status,
                            created_by_id, revision, created_at, updated_at)
                        values (:workspaceId, :id, :number, :topic, :shape, :story, 'drafting', :by, 1, :at, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", id)
                .param("number", counters.next("post"))
                .param("topic", topic.substring(0, Math.min(LONGEST_TOPIC, topic.length())))
                .param("shape", text.shape())
                .param("story", text.story())
                .param("by", text.createdBy())
                .param("at", now)
                .update();
        return id;
    }

    /** The newest finished texts, newest first; a new one must not repeat them. */
    @Transactional(readOnly = true)
    public List<String> recentTexts(@Nullable UUID except, int limit) {
        return jdbc.sql(
                        """
                        select v.content
                          from app.posts p
                          join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
                         where not p.is_deleted and (cast(:except as uuid) is null or p.id <> :except)
                         order by p.id desc
                         limit :limit
                        """)
                .param("except", except)
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
