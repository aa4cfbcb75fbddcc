package com.postmagiq.content.calendar;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is planned when, and what could be. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/calendar")
class CalendarController {
    private static final int MOST_DAYS = 186;
    private static final int MOST_WEEKS = 26;

    /**
     * @param truncated whether there were more posts than are shown
     * @param unscheduledCount posts near their end that have no time
     */
    @Schema(name = "CalendarView")
    record View(
            List<CalendarDays.Day> days,
            int unscheduledCount,
            List<CalendarDays.Gap> gaps,
            String timeZone,
            boolean truncated) {}

    /**
     * @param local what the clock of its zone shows
     */
    @Schema(name = "FreeSlot")
    record FreeSlot(UUID slotId, Instant at, LocalDateTime local, String timezone) {}

    /**
     * @param from first day that may get a post
     * @param dryRun true only tells what would be done
     */
    @Schema(name = "AutoplanRequest")
    record AutoplanRequest(
            @NotNull UUID goalId,
            @NotNull LocalDate from,
            @Min(1) @Max(MOST_WEEKS) int weeks,
            boolean dryRun) {}

    @Schema(name = "Autoplan")
    record Planned(List<Autoplan.Proposal> assignments, boolean applied) {}

    private final CalendarView view;
    private final Streams streams;
    private final Slots slots;
    private final Wanted wanted;
    private final Schedule schedule;
    private final Autoplan autoplan;
    private final Workspaces workspaces;

    CalendarController(
            CalendarView view,
            Streams streams,
            Slots slots,
            Wanted wanted,
            Schedule schedule,
            Autoplan autoplan,
            Workspaces workspaces) {
        this.view = view;
        this.streams = streams;
        this.slots = slots;
        this.wanted = wanted;
        this.schedule = schedule;
        this.autoplan = autoplan;
        this.workspaces = workspaces;
    }

    /**
     * @param tz whose days they are; the workspace's when left out
     * @param kinds some of scheduled, due, published; all when left out
     */
    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    View calendar(
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(required = false) @Nullable @Size(max = 64) String tz,
            @RequestParam(name = "goal_id", required = false) @Nullable UUID goalId,
            @RequestParam(name = "platform_id", required = false) @Nullable UUID platformId,
            @RequestParam(name = "assignee_id", required = false) @Nullable UUID assigneeId,
            @RequestParam(required = false) @Nullable Set<@Size(max = 20) String> kinds) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw new ProblemException(
                    CalendarProblem.RANGE,
                    "From %s to %s is no range of 1 to %d days.".formatted(from, to, MOST_DAYS));
        }
        streams.requireKnown(goalId, platformId);
        var zone = tz == null ? workspaces.timeZone() : WallClock.zone(tz);
        var posts =
                view.between(
                        from, to, zone, new CalendarView.Filter(goalId, platformId, assigneeId));
        var days = new CalendarDays(from, to, zone);
        return new View(
                days.days(
                        posts,
                        slots.list(platformId),
                        kinds == null || kinds.isEmpty() ? CalendarDays.KINDS : kinds),
                view.withoutTimeCount(),
                days.gaps(posts, wanted.perWeek(goalId, platformId)),
                zone.getId(),
                posts.size() == CalendarView.MOST);
    }

    @GetMapping("/next-slot")
    @RequiresScope(Scope.CONTENT_READ)
    List<FreeSlot> nextSlot(
            @RequestParam(name = "platform_id") UUID platformId,
            @RequestParam(required = false) @Nullable Instant after,
            @RequestParam(defaultValue = "1") @Min(1) @Max(10) int count) {
        return schedule.next(platformId, after, count, null).stream()
                .map(
                        turn ->
                                new FreeSlot(
                                        turn.slot().id(),
                                        turn.at(),
                                        LocalDateTime.ofInstant(turn.at(), turn.slot().zone()),
                                        turn.slot().zone().getId()))
                .toList();
    }

    @GetMapping("/unscheduled")
    @RequiresScope(Scope.CONTENT_READ)
    Page<CalendarView.PlannedPost> unscheduled(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return view.withoutTime(cursor, limit);
    }

    @PostMapping("/autoplan")
    @RequiresScope(Scope.CONTENT_WRITE)
    Planned autoplan(Actor actor, @Valid @RequestBody AutoplanRequest body) {
        return body.dryRun()
                ? new Planned(autoplan.propose(body.goalId(), body.from(), body.weeks()), false)
                : new Planned(
                        autoplan.apply(actor.userId(), body.goalId(), body.from(), body.weeks()),
                        true);
    }
}
