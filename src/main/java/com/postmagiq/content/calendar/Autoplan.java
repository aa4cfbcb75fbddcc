package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.content.strategy.StrategyProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Workspaces;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deals the posts of a strategy out to the free slots of its stream, in the order they are to be
 * told, never more a week than the strategy wants. Posts that have a time keep it.
 */
@Service
class Autoplan {
    private static final String STRATEGY =
            "select platform_id, posts_per_week from app.goals where id = :id";

    private static final String TIMES_OF_STRATEGY =
            """
            select scheduled_at from app.posts
             where goal_id = :goal and scheduled_at >= :from and scheduled_at < :to and not is_deleted
               and status <> 'archived'
            """;

    /**
     * A post and the turn of a slot it would get.
     *
     * @param name the post's topic, or its number
     */
    record Proposal(UUID postId, String name, UUID slotId, Instant at, String timeZone) {}

    private record Strategy(@Nullable UUID platformId, int postsPerWeek) {}

    private final JdbcClient jdbc;
    private final PlannedPosts planned;
    private final Slots slots;
    private final Schedule schedule;
    private final Workspaces workspaces;
    private final Clock clock;

    Autoplan(
            JdbcClient jdbc,
            PlannedPosts planned,
            Slots slots,
            Schedule schedule,
            Workspaces workspaces,
            Clock clock) {
        this.jdbc = jdbc;
        this.planned = planned;
        this.slots = slots;
        this.schedule = schedule;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /**
     * What would be planned from a day on for some weeks.
     *
     * @throws ProblemException {@code goal.not_found}, {@code calendar.platform_required}
     */
    @Transactional(readOnly = true)
    public List<Proposal> propose(UUID goalId, LocalDate from, int weeks) {
        var strategy = strategy(goalId);
        var zone = workspaces.timeZone();
        var start = from.atStartOfDay(zone).toInstant();
        var end = from.plusWeeks(weeks).atStartOfDay(zone).toInstant();
        var stream = streamOf(strategy);
        var turns =
                FreeSlots.next(
                                slots.list(stream),
                                clock.instant(),
                                start,
                                planned.times(
                                        stream,
                                        start.minus(FreeSlots.APART),
                                        end.plus(FreeSlots.APART),
                                        null),
                                Integer.MAX_VALUE)
                        .stream()
                        .takeWhile(turn -> turn.at().isBefore(end))
                        .toList();
        return deal(
                planned.withoutTime(goalId),
                turns,
                strategy.postsPerWeek(),
                taken(goalId, from, weeks, zone),
                zone);
    }

    /** Does what {@link #propose} would say now. */
    @Transactional
    public List<Proposal> apply(UUID actorId, UUID goalId, LocalDate from, int weeks) {
        schedule.lockStream(streamOf(strategy(goalId)));
        var proposals = propose(goalId, from, weeks);
        for (var proposal : proposals) {
            schedule.store(
                    actorId,
                    proposal.postId(),
                    proposal.at(),
                    ZoneId.of(proposal.timeZone()),
                    null);
        }
        return proposals;
    }

    /**
     * @param perWeek at most so many posts of the strategy a week
     * @param taken by week, named by its Monday: posts of the strategy that have a time in it
     */
    static List<Proposal> deal(
            List<PlannedPosts.Waiting> posts,
            List<PostingSlot.Occurrence> turns,
            int perWeek,
            Map<LocalDate, Integer> taken,
            ZoneId zone) {
        var used = new HashMap<>(taken);
        var proposals = new ArrayList<Proposal>();
        for (var turn : turns) {
            if (proposals.size() == posts.size()) {
                break;
            }
            var week = week(turn.at(), zone);
            if (used.getOrDefault(week, 0) < perWeek) {
                used.merge(week, 1, Integer::sum);
                var post = posts.get(proposals.size());
                proposals.add(
                        new Proposal(
                                post.id(),
                                post.name(),
                                turn.slot().id(),
                                turn.at(),
                                turn.slot().zone().getId()));
            }
        }
        return proposals;
    }

    private Map<LocalDate, Integer> taken(UUID goalId, LocalDate from, int weeks, ZoneId zone) {
        var monday = from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var counts = new HashMap<LocalDate, Integer>();
        jdbc.sql(TIMES_OF_STRATEGY)
                .param("goal", goalId)
                .param("from", Columns.at(monday.atStartOfDay(zone).toInstant()))
                .param(
                        "to",
                        Columns.at(monday.plusWeeks(weeks + 1L).atStartOfDay(zone).toInstant()))
                .query(OffsetDateTime.class)
                .list()
                .forEach(time -> counts.merge(week(time.toInstant(), zone), 1, Integer::sum));
        return counts;
    }

    private static LocalDate week(Instant at, ZoneId zone) {
        return at.atZone(zone)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private Strategy strategy(UUID goalId) {
        return jdbc.sql(STRATEGY)
                .param("id", goalId)
                .query(
                        (row, _) ->
                                new Strategy(
                                        row.getObject("platform_id", UUID.class),
                                        row.getInt("posts_per_week")))
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        StrategyProblem.GOAL_NOT_FOUND,
                                        "There is no strategy %s in this workspace."
                                                .formatted(goalId)));
    }

    private static UUID streamOf(Strategy strategy) {
        if (strategy.platformId() == null) {
            throw new ProblemException(
                    CalendarProblem.NO_STREAM,
                    "The strategy belongs to no stream yet; choose one for it, then plan.");
        }
        return strategy.platformId();
    }
}
