package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.Counters;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes posts, each with a number of its own. */
@Service
public class NewPosts {
    static final String RESOURCE = "post";
    private static final String COUNTER = "post";

    private static final String INSERT =
            """
            insert into app.posts (workspace_id, id, post_number, goal_id, chapter_id, topic, shape, cadence, entry_point,
                guidance, story_used, status, assignee_id, due_date, priority, estimated_hours, actual_hours, board_rank,
                created_by_id, revision, created_at, updated_at)
            values (:workspaceId, :id, :number, :goal, :chapter, :topic, :shape, :cadence, :entryPoint, :guidance, :story,
                :status, :assignee, :due, :priority, :estimated, :actual, :rank, :by, 1, :now, :now)
            """;

    private final JdbcClient jdbc;
    private final Counters counters;
    private final PostPlaces places;
    private final BoardRanks ranks;
    private final PostTags tags;
    private final PostVersions versions;
    private final PostNews news;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NewPosts(
            JdbcClient jdbc,
            Counters counters,
            PostPlaces places,
            BoardRanks ranks,
            PostTags tags,
            PostVersions versions,
            PostNews news,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.counters = counters;
        this.places = places;
        this.ranks = ranks;
        this.tags = tags;
        this.versions = versions;
        this.news = news;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes a post. The assignee must have been checked.
     *
     * @param by null for the system
     * @return its id
     * @throws ProblemException {@code post.initial_status}, {@code post.number_taken}, {@code
     *     goal.not_found}, {@code chapter.not_found}, {@code post.chapter_required}
     */
    @Transactional
    public UUID create(NewPost wish, @Nullable UUID by) {
        var status = status(wish);
        var place = places.of(wish.goalId(), wish.chapterId());
        var number = number(wish.number());
        var id = Ids.next();
        jdbc.sql(INSERT)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", id)
                .param("number", number)
                .param("goal", place.goalId())
                .param("chapter", place.chapterId())
                .param("topic", wish.topic())
                .param("shape", wish.shape())
                .param("cadence", wish.cadence())
                .param("entryPoint", wish.entryPoint())
                .param("guidance", wish.guidance())
                .param("story", wish.story())
                .param("status", status.code())
                .param("assignee", wish.assigneeId())
                .param("due", wish.dueDate())
                .param("priority", wish.priority() == null ? "medium" : wish.priority())
                .param("estimated", wish.estimatedHours())
                .param("actual", wish.actualHours())
                .param("rank", BoardColumn.of(status).map(ranks::end).orElseThrow())
                .param("by", by)
                .param("now", Columns.at(clock.instant()))
                .update();
        tags.set(id, wish.tags());
        if (wish.content() != null) {
            versions.first(id, wish.content(), by);
        }
        news.changed(id);
        events.publishEvent(Audited.done("post.created", by, RESOURCE, id));
        return id;
    }

    private static PostStatus status(NewPost wish) {
        var wanted = wish.status();
        if (wish.content() != null && (wanted == null || wanted == PostStatus.DRAFTING)) {
            return PostStatus.DRAFTING;
        }
        var unbegun = List.of(PostStatus.NOT_STARTED, PostStatus.NEEDS_STORY);
        if (wish.content() != null || (wanted != null && !unbegun.contains(wanted))) {
            throw new ProblemException(
                    PostProblem.INITIAL_STATUS,
                    "A post begins as not_started or needs_story, or as drafting with a text.");
        }
        return wanted == null ? PostStatus.NOT_STARTED : wanted;
    }

    /** Whoever takes a number holds the counter until their transaction ends. */
    private long number(@Nullable Integer wanted) {
        if (wanted == null) {
            return counters.next(COUNTER);
        }
        counters.raise(COUNTER, wanted);
        var taken =
                jdbc.sql("select exists (select from app.posts where post_number = :number)")
                        .param("number", wanted)
                        .query(Boolean.class)
                        .single();
        if (taken) {
            throw new ProblemException(
                    PostProblem.NUMBER_TAKEN,
                    "There is a post %d already; leave the number out for the next free one."
                            .formatted(wanted));
        }
        return wanted;
    }
}
