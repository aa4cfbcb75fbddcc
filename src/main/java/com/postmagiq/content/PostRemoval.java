package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Deleting posts, bringing them back, and beginning them anew. */
@Service
public class PostRemoval {
    private static final String BEFORE_RESET = "before reset";

    /**
     * What went with a reset.
     *
     * @param status always reset
     * @param removedPublications records of where the post went out
     */
    record Reset(String status, UUID postId, int postNumber, int removedPublications) {}

    private final StoredPosts posts;
    private final PostMoves moves;
    private final PostList list;
    private final PostNews news;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PostRemoval(
            StoredPosts posts,
            PostMoves moves,
            PostList list,
            PostNews news,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.posts = posts;
        this.moves = moves;
        this.list = list;
        this.news = news;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Takes a post out of sight; it can be brought back for 30 days, its number stays its own.
     *
     * @param force also a published one
     * @throws ProblemException {@code post.run_active}, {@code post.already_published}
     */
    @Transactional
    public void delete(UUID id, boolean force, Actor actor) {
        var post = posts.lock(id);
        PostMoves.requireNoRun(post, "deleted");
        if (post.status() == PostStatus.PUBLISHED && !force) {
            throw new ProblemException(
                    PostProblem.ALREADY_PUBLISHED,
                    "Post %d is published; send force=true to delete it all the same."
                            .formatted(post.number()));
        }
        jdbc.sql(
                        """
                        update app.posts
                           set is_deleted = true, deleted_at = :now, deleted_by_id = :by, revision = revision + 1,
                               updated_at = :now
                         where id = :id
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("by", actor.userId())
                .param("id", id)
                .update();
        tell("post.deleted", id, actor);
    }

    /**
     * Brings a deleted post back to where it was.
     *
     * @throws ProblemException {@code purged} after 30 days, {@code post.not_found}
     */
    @Transactional
    public PostView restore(String reference, Actor actor) {
        var id = posts.idOfDeleted(reference);
        var kept = clock.instant().minus(PostEnd.KEPT);
        var back =
                jdbc.sql(
                                """
                                update app.posts
                                   set is_deleted = false, deleted_at = null, deleted_by_id = null,
                                       revision = revision + 1, updated_at = :now
                                 where id = :id and is_deleted and deleted_at > :kept
                                """)
                        .param("now", Columns.at(clock.instant()))
                        .param("id", id)
                        .param("kept", Columns.at(kept))
                        .update();
        if (back > 0) {
            tell("post.restored", id, actor);
            return list.get(id);
        }
        if (posts.lockDeleted(id).isPresent()) {
            throw new ProblemException(
                    PostProblem.PURGED,
                    "This post was deleted more than 30 days ago and cannot be brought back.");
        }
        return list.get(id);
    }

    /**
     * Begins a post anew: no text, no publications, not started. Versions stay, the last one named.
     *
     * @param confirmed the post's number, typed
     * @throws ProblemException {@code confirmation_mismatch}, {@code post.run_active}
     */
    @Transactional
    public Reset reset(UUID id, @Nullable Integer confirmed, Actor actor) {
        var post = posts.lock(id);
        if (confirmed == null || confirmed != post.number()) {
            throw new ProblemException(
                    GeneralProblem.CONFIRMATION_MISMATCH,
                    "Type the post's number, %d, to begin it anew.".formatted(post.number()));
        }
        PostMoves.requireNoRun(post, "begun anew");
        jdbc.sql(
                        """
                        update app.post_versions set label = coalesce(label, :label)
                         where id = (select current_version_id from app.posts where id = :id)
                        """)
                .param("label", BEFORE_RESET)
                .param("id", id)
                .update();
        var publications =
                jdbc.sql("delete from app.post_publications where post_id = :id")
                        .param("id", id)
                        .update();
        jdbc.sql(
                        """
                        update app.posts
                           set current_version_id = null, offered_version_id = null, published_at = null,
                               published_url = null, edited_since_publication = false, run_trouble = false,
                               revision = revision + 1, updated_at = :now
                         where id = :id
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("id", id)
                .update();
        moves.move(
                posts.lock(id),
                PostStatus.NOT_STARTED,
                PostMoves.Cause.of(Mover.RESET, actor.userId()));
        news.changed(id);
        return new Reset("reset", id, post.number(), publications);
    }

    /** Removes a post that was deleted long ago, with all that hangs on it. */
    @Transactional
    public void purge(UUID id) {
        jdbc.sql("delete from app.posts where id = :id and is_deleted and deleted_at <= :at")
                .param("id", id)
                .param("at", Columns.at(clock.instant().minus(PostEnd.KEPT)))
                .update();
    }

    private void tell(String action, UUID id, Actor actor) {
        news.changed(id);
        events.publishEvent(Audited.done(action, actor.userId(), NewPosts.RESOURCE, id));
    }
}
