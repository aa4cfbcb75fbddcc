package com.postmagiq.content.strategy;

import com.postmagiq.content.BoardColumn;
import com.postmagiq.content.BoardRanks;
import com.postmagiq.content.NewPost;
import com.postmagiq.content.NewPosts;
import com.postmagiq.content.PostStatus;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.Counters;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What becomes of posts when their strategy or chapter is made, copied or removed. Joins the
 * caller's transaction, which has locked the strategy or chapter: no post comes in meanwhile.
 */
@Component
class GoalPosts {
    private static final String NUMBERS = "post";

    /** Numbers, status and text are the copy's own. */
    private static final String COPY =
            """
            insert into app.posts (workspace_id, id, post_number, board_rank, topic, shape, cadence, entry_point, guidance,
                status, goal_id, chapter_id, created_by_id, revision, created_at, updated_at)
            select p.workspace_id, i.id, :first + i.n - 1, :rank + i.n - 1, p.topic, p.shape, p.cadence, p.entry_point,
                   p.guidance, 'not_started', :to, later.id, :by, 1, :now, :now
              from (select *, row_number() over (order by post_number) as n
                      from app.posts where goal_id = :from and not is_deleted) p
              join unnest(:ids) with ordinality i(id, n) on i.n = p.n
              left join app.chapters earlier on earlier.id = p.chapter_id
              left join app.chapters later on later.goal_id = :to and later.chapter_number = earlier.chapter_number
            """;

    private final JdbcClient jdbc;
    private final Counters counters;
    private final BoardRanks ranks;
    private final NewPosts newPosts;
    private final Clock clock;

    GoalPosts(
            JdbcClient jdbc, Counters counters, BoardRanks ranks, NewPosts newPosts, Clock clock) {
        this.jdbc = jdbc;
        this.counters = counters;
        this.ranks = ranks;
        this.newPosts = newPosts;
        this.clock = clock;
    }

    /** Whether what is meant are the posts of a strategy or of a chapter. */
    enum Of {
        GOAL("goal_id"),
        CHAPTER("chapter_id");

        private final String column;

        Of(String column) {
            this.column = column;
        }

        private String sql(String statement) {
            return statement.formatted(column);
        }
    }

    int count(Of owner, UUID id) {
        return jdbc.sql(
                        owner.sql(
                                "select count(*) from app.posts where %s = :id and not is_deleted"))
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /**
     * @throws ProblemException {@code goal.posts_in_progress}
     */
    void requireNoneInProgress(Of owner, UUID id) {
        var working =
                jdbc.sql(
                                owner.sql(
                                        """
                                        select post_number from app.posts
                                         where %s = :id and active_run_id is not null and not is_deleted
                                         order by post_number limit 20
                                        """))
                        .param("id", id)
                        .query(Integer.class)
                        .list();
        if (!working.isEmpty()) {
            throw new ProblemException(
                            StrategyProblem.GOAL_POSTS_IN_PROGRESS,
                            "A run works on post %d; wait for its end or abort it first."
                                    .formatted(working.getFirst()))
                    .with("post_numbers", working);
        }
    }

    /**
     * Deletes posts as people do: they can be brought back for a while, and belong nowhere then.
     *
     * @return how many
     */
    int delete(Actor actor, Of owner, UUID id) {
        var gone =
                jdbc.sql(
                                owner.sql(
                                        """
                                        update app.posts
                                           set is_deleted = true, deleted_at = :now, deleted_by_id = :by,
                                               revision = revision + 1, updated_at = :now
                                         where %s = :id and not is_deleted
                                        """))
                        .param("now", now())
                        .param("by", actor.userId())
                        .param("id", id)
                        .update();
        jdbc.sql(owner.sql("update app.posts set goal_id = null, chapter_id = null where %s = :id"))
                .param("id", id)
                .update();
        return gone;
    }

    /** Puts all posts of a chapter into another one, which may be of another strategy. */
    void move(UUID from, Chapter to) {
        jdbc.sql(
                        """
                        update app.posts
                           set goal_id = :goal, chapter_id = :to, revision = revision + 1, updated_at = :now
                         where chapter_id = :from
                        """)
                .param("goal", to.goalId())
                .param("to", to.id())
                .param("now", now())
                .param("from", from)
                .update();
    }

    /** Leaves the posts of a chapter in their strategy, without a chapter. */
    void loosen(UUID chapter) {
        jdbc.sql(
                        """
                        update app.posts set chapter_id = null, revision = revision + 1, updated_at = :now
                         where chapter_id = :id
                        """)
                .param("now", now())
                .param("id", chapter)
                .update();
    }

    /** Plans the posts of a strategy once more, in the chapters of the same numbers of another. */
    void copy(Actor actor, UUID from, UUID to) {
        var count = count(Of.GOAL, from);
        if (count > 0) {
            jdbc.sql(COPY)
                    .param("first", counters.take(NUMBERS, count))
                    .param("rank", ranks.end(BoardColumn.of(PostStatus.NOT_STARTED).orElseThrow()))
                    .param("from", from)
                    .param("to", to)
                    .param("ids", ids(count))
                    .param("by", actor.userId())
                    .param("now", now())
                    .update();
        }
    }

    /** Adds planned posts to a chapter, with the next numbers. */
    void add(Actor actor, UUID goal, UUID chapter, List<NewStrategy.NewPost> posts) {
        for (var post : posts) {
            newPosts.create(
                    NewPost.planned(goal, chapter, post.topic(), post.shape(), post.cadence()),
                    actor.userId());
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static UUID[] ids(int count) {
        return Stream.generate(Ids::next).limit(count).toArray(UUID[]::new);
    }
}
