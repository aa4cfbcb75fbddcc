package com.postmagiq.content.calendar;

import com.postmagiq.content.Assignees;
import com.postmagiq.content.Columns;
import com.postmagiq.content.NewPost;
import com.postmagiq.content.NewPosts;
import com.postmagiq.content.PostRemoval;
import com.postmagiq.content.RunWished;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Turns the days of a rule that are near enough into ordinary posts. Each day is done once, however
 * often and on however many nodes this runs.
 */
@Component
class MakeOccurrences {
    private static final String TEXT_OF =
            """
            select v.content
              from app.posts p
              join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where p.id = :id and not p.is_deleted
            """;

    private static final String STORY_OF =
            "select story_used from app.posts where id = :id and story_used is not null and not is_deleted";

    private static final String OCCURRENCE =
            """
            update app.posts set recurrence_id = :rule, occurrence_on = :day, updated_at = :now where id = :id
            """;

    private static final String MADE_FOR =
            """
            select id from app.posts where recurrence_id = :rule and occurrence_on = :day and not is_deleted
            """;

    private final RecurrenceStore store;
    private final NewPosts posts;
    private final PostRemoval removal;
    private final Assignees assignees;
    private final Schedule schedule;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MakeOccurrences(
            RecurrenceStore store,
            NewPosts posts,
            PostRemoval removal,
            Assignees assignees,
            Schedule schedule,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.posts = posts;
        this.removal = removal;
        this.assignees = assignees;
        this.schedule = schedule;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes what lies within the rule's lead. Joins the caller's transaction; the rule is held
     * until it ends.
     *
     * @param by whose posts they are; null for the rule's own task
     * @return how many were made
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int due(UUID id, @Nullable UUID by) {
        var rule = store.lock(id);
        if (!rule.status().equals("active")) {
            return 0;
        }
        if (!isStreamActive(rule.plan().platformId())) {
            store.standing(id, "paused", rule.notBefore(), rule.nextOn(), clock.instant());
            return 0;
        }
        var today = LocalDate.ofInstant(clock.instant(), rule.plan().zone());
        var horizon = today.plusDays(rule.plan().leadDays());
        var ahead = rule.ahead(today, store.done(id));
        var near = ahead.stream().filter(each -> !each.day().isAfter(horizon)).toList();
        near.forEach(each -> make(rule, each, by));
        var next = ahead.size() > near.size() ? ahead.get(near.size()).day() : null;
        store.standing(
                id, next == null ? "ended" : "active", rule.notBefore(), next, clock.instant());
        return near.size();
    }

    /** Deletes the post of a day, if it is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(UUID id, LocalDate day, Actor actor) {
        jdbc.sql(MADE_FOR)
                .param("rule", id)
                .param("day", day)
                .query(UUID.class)
                .list()
                .forEach(post -> removal.delete(post, false, actor));
    }

    private void make(Recurrence rule, Recurrence.Occurrence occurrence, @Nullable UUID by) {
        var plan = rule.plan();
        var story = plan.startWorkflow() ? copied(STORY_OF, plan.copyPostId()) : null;
        var post = posts.create(wish(plan, occurrence, story), by);
        jdbc.sql(OCCURRENCE)
                .param("id", post)
                .param("rule", rule.id())
                .param("day", occurrence.day())
                .param("now", Columns.at(clock.instant()))
                .update();
        plan(plan, occurrence.day(), post, by);
        store.markDone(rule.id(), occurrence.day(), "made");
        if (story != null && rule.createdBy() != null) {
            events.publishEvent(new RunWished(post, rule.createdBy()));
        }
    }

    private NewPost wish(
            Recurrence.Plan plan, Recurrence.Occurrence occurrence, @Nullable String story) {
        return new NewPost(
                plan.goalId(),
                plan.chapterId(),
                null,
                occurrence.topic(),
                plan.shape(),
                plan.cadence(),
                null,
                plan.guidance(),
                story,
                null,
                plan.assigneeId() != null && assignees.isWriter(plan.assigneeId())
                        ? plan.assigneeId()
                        : null,
                null,
                plan.priority(),
                null,
                null,
                plan.tags(),
                plan.startWorkflow() ? null : copied(TEXT_OF, plan.copyPostId()));
    }

    /** A time that has passed today, and a week without a free slot, leave the post without one. */
    private void plan(Recurrence.Plan plan, LocalDate day, UUID post, @Nullable UUID by) {
        if (plan.localTime() == null) {
            schedule.lockStream(plan.platformId());
            schedule.free(plan.platformId(), day.atStartOfDay(plan.zone()).toInstant(), 1, post)
                    .forEach(
                            turn ->
                                    schedule.store(
                                            by,
                                            post,
                                            turn.at(),
                                            turn.slot().zone(),
                                            plan.platformId()));
            return;
        }
        var at = WallClock.moment(day, plan.localTime(), plan.zone());
        if (at.isAfter(clock.instant())) {
            schedule.store(by, post, at, plan.zone(), plan.platformId());
        }
    }

    private @Nullable String copied(String what, @Nullable UUID postId) {
        return postId == null
                ? null
                : jdbc.sql(what).param("id", postId).query(String.class).optional().orElse(null);
    }

    private boolean isStreamActive(UUID platformId) {
        return jdbc.sql("select is_active from app.platforms where id = :id")
                .param("id", platformId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }
}
