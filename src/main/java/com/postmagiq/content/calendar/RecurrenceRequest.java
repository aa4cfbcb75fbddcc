package com.postmagiq.content.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recurring post as somebody describes it.
 *
 * @param topicPattern with {@code {n}} for its number, {@code {date}} and {@code {week}}
 * @param priority medium when left out
 * @param copyPostId whose text each begins with
 * @param every so many weeks or months from one to the next; 1 when left out
 * @param weekdays 1 is Monday; weekly only
 * @param monthDay monthly: a shorter month takes its last day
 * @param nth monthly: first to fourth {@code weekday}, or -1 for the last
 * @param localTime left out, the next free slot of the stream on or after the day is taken
 * @param timezone the workspace's when left out
 * @param endsOn last day; either this or {@code maxCount}
 * @param startWorkflow whether a run starts on each, from the story of {@code copyPostId}; that
 *     post's text is not copied then
 * @param leadDays so many days ahead the post is made; 14 when left out
 */
@Schema(name = "RecurrenceRequest")
record RecurrenceRequest(
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        @NotNull UUID platformId,
        @NotBlank @Size(max = 300) String topicPattern,
        @Nullable @Pattern(regexp = "FULL|PARTIAL|OBSERVATION|SHORT|REVERSAL") String shape,
        @Nullable @Pattern(regexp = "teaching|field_note|informational") String cadence,
        @Nullable @Size(max = 8000) String guidance,
        @Nullable UUID assigneeId,
        @Nullable @Pattern(regexp = "low|medium|high|urgent") String priority,
        @Nullable @Size(max = 20) List<@Size(min = 1, max = 40) String> tags,
        @Nullable UUID copyPostId,
        @NotNull @Pattern(regexp = "weekly|monthly") String freq,
        @Nullable @Min(1) @Max(12) Integer every,
        @Nullable Set<@Min(1) @Max(7) Integer> weekdays,
        @Nullable @Min(1) @Max(31) Integer monthDay,
        @Nullable @Min(-1) @Max(4) Integer nth,
        @Nullable @Min(1) @Max(7) Integer weekday,
        @Nullable LocalTime localTime,
        @Nullable @Size(max = 64) String timezone,
        @NotNull LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable @Min(1) @Max(RecurrenceRule.MOST) Integer maxCount,
        @Nullable @Min(0) @Max(60) Integer leadDays,
        @Nullable Boolean startWorkflow) {

    private static final int LEAD_DAYS = 14;

    Recurrence.Plan plan(ZoneId workspaceZone) {
        return new Recurrence.Plan(
                goalId,
                chapterId,
                platformId,
                topicPattern.strip(),
                shape,
                cadence,
                guidance,
                assigneeId,
                priority == null ? "medium" : priority,
                tags == null ? List.of() : tags,
                copyPostId,
                localTime,
                timezone == null ? workspaceZone : WallClock.zone(timezone),
                leadDays == null ? LEAD_DAYS : leadDays,
                Boolean.TRUE.equals(startWorkflow));
    }

    RecurrenceRule rule() {
        var days = EnumSet.noneOf(DayOfWeek.class);
        if (weekdays != null) {
            weekdays.forEach(day -> days.add(DayOfWeek.of(day)));
        }
        return new RecurrenceRule(
                freq.equals("weekly")
                        ? RecurrenceRule.Frequency.WEEKLY
                        : RecurrenceRule.Frequency.MONTHLY,
                every == null ? 1 : every,
                days,
                monthDay,
                nth == null || nth == 0 ? null : nth,
                weekday == null ? null : DayOfWeek.of(weekday),
                startsOn,
                endsOn,
                maxCount);
    }
}
