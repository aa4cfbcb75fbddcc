package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to posts for runs. Only this module writes a post's status; a run tells what happened,
 * in its own transaction, and the post moves where the table of its life lets it.
 */
@Service
public class Posts {
    private static final int LONGEST_TOPIC = 300;

    private final JdbcClient jdbc;
    private final StoredPosts posts;
    private final NewPosts made;
    private final PostVersions versions;
    private final PostMoves moves;
    private final PostNews news;
    private final Clock clock;

    Posts(
            JdbcClient jdbc,
            StoredPosts posts,
            NewPosts made,
            PostVersions versions,
            PostMoves moves,
            PostNews news,
            Clock clock) {
        this.jdbc = jdbc;
        this.posts = posts;
        this.made = made;
        this.versions = versions;
        this.moves = moves;
        this.news = news;
        this.clock = clock;
    }

    /**
     * A text a run has finished.
     *
     * @param postId the post it was made for; null makes a new one
     * @param adopted somebody took the text of a run that was about nobody's post, or about another
     *     one: a save by hand, which finishes nothing
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
            boolean offline,
            boolean adopted) {}

    /**
     * What a run may begin from.
     *
     * @param story null when nobody wrote one down
     */
    public record Beginning(
            UUID id, @Nullable String story, @Nullable String topic, @Nullable String shape) {}

    /** A question a run asks a person about its post. */
    public enum Question {
        /** The author must tell more. */
        STORY,
        /** Somebody must say whether the text is good. */
        TEXT
    }

    /**
     * What a run for a post starts with.
     *
     * @throws ProblemException {@code post.not_found}
     */
    @Transactional(readOnly = true)
    public Beginning beginning(UUID postId) {
        return jdbc.sql(
                        "select id, story_used as story, topic, shape from app.posts where id = :id and not is_deleted")
                .param("id", postId)
                .query(Beginning.class)
                .optional()
                .orElseThrow(() -> StoredPosts.unknown(postId.toString()));
    }

    /**
     * A run began to work on a post, which is being drafted from now on unless it is further.
     *
     * @throws ProblemException {@code post.run_active} while another run works on it, {@code
     *     post.in_review} while it waits for approval
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void runStarted(PostRun run) {
        var post = posts.lock(run.postId());
        if (post.activeRunId() != null && !post.activeRunId().equals(run.runId())) {
            PostMoves.requireNoRun(post, "written by another");
        }
        if (post.status() == PostStatus.REVIEW && !post.reviewByRun()) {
            throw new ProblemException(
                    PostProblem.IN_REVIEW,
                    "Post %d waits for approval; withdraw it before a run begins."
                            .formatted(post.number()));
        }
        jdbc.sql(
                        """
                        update app.posts
                           set active_run_id = :run, run_base_version_id = current_version_id, run_trouble = false,
                               revision = revision + 1, updated_at = :now
                         where id = :id
                        """)
                .param("run", run.runId())
                .param("now", Columns.at(clock.instant()))
                .param("id", run.postId())
                .update();
        moveIfPossible(post, PostStatus.DRAFTING, run);
        news.changed(post.id());
    }

    /** A run waits for a person's answer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void runAsks(PostRun run, Question question) {
        active(run)
                .ifPresent(
                        post ->
                                moveIfPossible(
                                        post,
                                        switch (question) {
                                            case STORY -> PostStatus.NEEDS_STORY;
                                            case TEXT -> PostStatus.REVIEW;
                                        },
                                        run));
    }

    /** A run got its answer, or nobody needs to give it any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void runGoesOn(PostRun run) {
        active(run).ifPresent(post -> backToDrafting(post, run));
    }

    /** A run ended without a text. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void runFailed(PostRun run) {
        active(run)
                .ifPresent(
                        post -> {
                            backToDrafting(post, run);
                            release(post.id(), true);
                        });
    }

    private Optional<StoredPost> active(PostRun run) {
        return posts.find(run.postId()).filter(post -> run.runId().equals(post.activeRunId()));
    }

    /** What somebody else moved meanwhile stays where it is. */
    private void backToDrafting(StoredPost post, PostRun run) {
        var asked =
                post.status() == PostStatus.NEEDS_STORY
                        || (post.status() == PostStatus.REVIEW && post.reviewByRun());
        if (asked) {
            moveIfPossible(post, PostStatus.DRAFTING, run);
        }
    }

    private void moveIfPossible(StoredPost post, PostStatus to, PostRun run) {
        if (Lifecycle.allows(post.status(), to, Mover.RUN, post.previous())) {
            moves.move(post, to, PostMoves.Cause.run(run.runId(), run.startedBy()));
        }
    }

    private void release(UUID postId, boolean trouble) {
        jdbc.sql(
                        """
                        update app.posts
                           set active_run_id = null, run_base_version_id = null, run_trouble = :trouble,
                               revision = revision + 1, updated_at = :now
                         where id = :id
                        """)
                .param("trouble", trouble)
                .param("now", Columns.at(clock.instant()))
                .param("id", postId)
                .update();
        news.changed(postId);
    }

    /**
     * Stores a run's text as a version of its post. It becomes the current one and the post ready,
     * unless somebody edited the text meanwhile or the post is further already: then the version
     * waits until somebody takes it.
     *
     * @return the post's id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID storeWorkflowText(WorkflowText text) {
        var id = text.postId() == null ? create(text) : text.postId();
        var post = posts.lock(id);
        var run = new PostRun(id, text.runId(), text.createdBy());
        var own = text.runId().equals(post.activeRunId());
        if (own) {
            backToDrafting(post, run);
            post = posts.lock(id);
        }
        var version =
                versions.insert(
                        id,
                        new NewText(
                                text.text(),
                                null,
                                null,
                                NewText.Source.WORKFLOW,
                                text.createdBy(),
                                text.runId()));
        if (taken(post, text, own)) {
            versions.makeCurrent(id, version.id());
            from(id, text);
            if (text.adopted()) {
                adopted(post, text);
            } else {
                finished(posts.lock(id), run);
            }
        } else {
            jdbc.sql("update app.posts set offered_version_id = :version where id = :id")
                    .param("version", version.id())
                    .param("id", id)
                    .update();
        }
        if (own) {
            release(id, false);
        }
        news.changed(id);
        return id;
    }

    /** Whether the text becomes what people see. */
    private static boolean taken(StoredPost post, WorkflowText text, boolean own) {
        if (text.adopted() || text.postId() == null) {
            return true;
        }
        var untouched = !own || Objects.equals(post.runBase(), post.currentVersionId());
        return post.status() == PostStatus.DRAFTING && untouched;
    }

    private void adopted(StoredPost post, WorkflowText text) {
        if (Lifecycle.allows(post.status(), PostStatus.DRAFTING, Mover.EDIT, null)) {
            moves.move(
                    post,
                    PostStatus.DRAFTING,
                    new PostMoves.Cause(Mover.EDIT, text.createdBy(), text.runId(), null));
        }
    }

    /** A post that an approval finishes stays a draft until somebody submits it. */
    private void finished(StoredPost post, PostRun run) {
        if (!moves.needsApproval(post)) {
            var lacking = post.lacksImage() || post.tooLong();
            moveIfPossible(post, lacking ? PostStatus.POLISHING : PostStatus.READY, run);
        }
    }

    private void from(UUID id, WorkflowText text) {
        jdbc.sql(
                        """
                        update app.posts
                           set run_id = :run, run_number = :number, offline = :offline,
                               shape = coalesce(shape, :shape), story_used = coalesce(story_used, :story)
                         where id = :id
                        """)
                .param("run", text.runId())
                .param("number", text.runNumber())
                .param("offline", text.offline())
                .param("shape", text.shape())
                .param("story", text.story())
                .param("id", id)
                .update();
    }

    private UUID create(WorkflowText text) {
        var topic = text.topic();
        var id =
                made.create(
                        new NewPost(
                                null,
                                null,
                                null,
                                topic.substring(0, Math.min(LONGEST_TOPIC, topic.length())),
                                text.shape(),
                                null,
                                null,
                                null,
                                text.story(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                List.of(),
                                null),
                        text.createdBy());
        moveIfPossible(
                posts.lock(id),
                PostStatus.DRAFTING,
                new PostRun(id, text.runId(), text.createdBy()));
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
}
