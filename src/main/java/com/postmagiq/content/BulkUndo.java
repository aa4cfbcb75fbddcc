package com.postmagiq.content;

import com.postmagiq.content.strategy.GivenColumns;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers for a while what posts were before many were changed at once, and makes them so again.
 */
@Component
class BulkUndo {
    /** So long can a change be undone. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final String UNDONE = "undone";

    private static final String TAKE =
            """
            insert into app.bulk_changes (workspace_id, id, post_id, action, by_id, revision, was_status,
                was_previous_status, was_rank, was_assignee_id, was_due_date, was_priority, was_goal_id, was_chapter_id,
                was_tags, expires_at)
            select p.workspace_id, :id, p.id, :action, :by, p.revision, p.status, p.previous_status, p.board_rank,
                   p.assignee_id, p.due_date, p.priority, p.goal_id, p.chapter_id,
                   array(select t.tag from app.post_tags t where t.post_id = p.id order by t.tag), :expires
              from app.posts p
             where p.id = :post and not p.is_deleted
            """;

    private static final String KEEP =
            """
            update app.bulk_changes b set revision = p.revision
              from app.posts p
             where b.id = :id and b.post_id = :post and p.workspace_id = b.workspace_id and p.id = b.post_id
               and p.revision <> b.revision
            """;

    private record Was(
            UUID postId,
            BulkAction action,
            int revision,
            PostStatus status,
            @Nullable PostStatus previous,
            BigDecimal rank,
            @Nullable UUID assigneeId,
            @Nullable LocalDate dueDate,
            String priority,
            @Nullable UUID goalId,
            @Nullable UUID chapterId,
            List<String> tags) {}

    private final JdbcClient jdbc;
    private final StoredPosts posts;
    private final PostMoves moves;
    private final PostEditing editing;
    private final PostPlaces places;
    private final Assignees assignees;
    private final Clock clock;

    BulkUndo(
            JdbcClient jdbc,
            StoredPosts posts,
            PostMoves moves,
            PostEditing editing,
            PostPlaces places,
            Assignees assignees,
            Clock clock) {
        this.jdbc = jdbc;
        this.posts = posts;
        this.moves = moves;
        this.editing = editing;
        this.places = places;
        this.assignees = assignees;
        this.clock = clock;
    }

    /** Notes a post before it is changed, in the transaction of the change. */
    void take(UUID change, UUID postId, BulkAction action, Actor actor) {
        jdbc.sql(TAKE)
                .param("id", change)
                .param("post", postId)
                .param("action", action.code())
                .param("by", actor.userId())
                .param("expires", Columns.at(clock.instant().plus(KEPT)))
                .update();
    }

    /**
     * Keeps what was noted, if the change did change the post; whether it did.
     *
     * @param change what {@link #take} was told
     */
    boolean keep(UUID change, UUID postId) {
        if (jdbc.sql(KEEP).param("id", change).param("post", postId).update() > 0) {
            return true;
        }
        jdbc.sql("delete from app.bulk_changes where id = :id and post_id = :post")
                .param("id", change)
                .param("post", postId)
                .update();
        return false;
    }

    /** Forgets a change. */
    void forget(UUID change) {
        jdbc.sql("delete from app.bulk_changes where id = :id").param("id", change).update();
    }

    /** Forgets what can be undone no more. */
    void forgetOld() {
        jdbc.sql("delete from app.bulk_changes where expires_at <= :now")
                .param("now", now())
                .update();
    }

    private Object now() {
        return Columns.at(clock.instant());
    }

    /** When what is changed now can be undone no more. */
    Instant until() {
        return clock.instant().plus(KEPT);
    }

    /**
     * The posts a change can be undone for.
     *
     * @throws ProblemException {@code bulk.nothing_to_undo} after ten minutes, a second time, and
     *     for what somebody else changed
     */
    List<UUID> postsOf(UUID change, Actor actor) {
        var ids =
                jdbc.sql(
                                """
                                select post_id from app.bulk_changes
                                 where id = :id and by_id = :by and expires_at > :now order by post_id
                                """)
                        .param("id", change)
                        .param("by", actor.userId())
                        .param("now", now())
                        .query(UUID.class)
                        .list();
        if (ids.isEmpty()) {
            throw new ProblemException(
                    BulkProblem.NOTHING_TO_UNDO,
                    "There is nothing to undo: it was undone already, or more than ten minutes have passed.");
        }
        return ids;
    }

    /**
     * Makes a post what it was before a change.
     *
     * @throws ProblemException {@code bulk.changed_since}, {@code post.not_found}, and what giving
     *     it back to somebody or to a chapter refuses
     */
    void undo(UUID change, UUID postId, Actor actor) {
        var post = posts.lock(postId);
        var was =
                jdbc.sql("select * from app.bulk_changes where id = :id and post_id = :post")
                        .param("id", change)
                        .param("post", postId)
                        .query((row, _) -> was(row))
                        .single();
        if (post.revision() != was.revision()) {
            throw new ProblemException(
                    BulkProblem.CHANGED_SINCE,
                    "Post %d was changed since; it stays as it is.".formatted(post.number()));
        }
        restore(post, was, actor);
    }

    private void restore(StoredPost post, Was was, Actor actor) {
        var columns = new GivenColumns();
        switch (was.action()) {
            case SET_STATUS, ARCHIVE, UNARCHIVE ->
                    moves.takeBack(
                            post,
                            was.status(),
                            was.previous(),
                            was.rank(),
                            PostMoves.Cause.person(actor.userId(), UNDONE));
            case ASSIGN -> assignees.assign(post, was.assigneeId(), actor, UNDONE);
            case SET_DUE -> columns.set("due_date", was.dueDate());
            case SET_PRIORITY -> columns.set("priority", was.priority());
            case MOVE_CHAPTER -> {
                places.of(was.goalId(), was.chapterId());
                columns.set("goal_id", was.goalId()).set("chapter_id", was.chapterId());
            }
            case ADD_TAGS, REMOVE_TAGS -> editing.write(post.id(), columns, was.tags(), actor);
            case DELETE, RESTORE -> throw new IllegalStateException(was + " is never noted");
        }
        editing.write(post.id(), columns, null, actor);
    }

    private static Was was(ResultSet row) throws SQLException {
        var previous = row.getString("was_previous_status");
        return new Was(
                row.getObject("post_id", UUID.class),
                BulkAction.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getInt("revision"),
                PostStatus.of(row.getString("was_status")),
                previous == null ? null : PostStatus.of(previous),
                row.getBigDecimal("was_rank"),
                Columns.id(row, "was_assignee_id"),
                row.getObject("was_due_date", LocalDate.class),
                row.getString("was_priority"),
                Columns.id(row, "was_goal_id"),
                Columns.id(row, "was_chapter_id"),
                Columns.texts(row, "was_tags"));
    }
}
