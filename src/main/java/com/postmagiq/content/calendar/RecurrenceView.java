package com.postmagiq.content.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recurring post as people read it.
 *
 * @param status active, paused or ended
 * @param nextOn the next day it makes a post for; null when there is none left
 */
@Schema(name = "Recurrence")
record RecurrenceView(
        UUID id,
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        UUID platformId,
        String topicPattern,
        @Nullable String shape,
        @Nullable String cadence,
        @Nullable String guidance,
        @Nullable UUID assigneeId,
        String priority,
        List<String> tags,
        @Nullable UUID copyPostId,
        String freq,
        int every,
        List<Integer> weekdays,
        @Nullable Integer monthDay,
        @Nullable Integer nth,
        @Nullable Integer weekday,
        @Nullable LocalTime localTime,
        boolean useSlots,
        String timezone,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable Integer maxCount,
        int leadDays,
        boolean startWorkflow,
        String status,
        int madeCount,
        @Nullable LocalDate nextOn,
        int revision) {

    static RecurrenceView of(Recurrence recurrence) {
        var plan = recurrence.plan();
        var rule = recurrence.rule();
        return new RecurrenceView(
                recurrence.id(),
                plan.goalId(),
                plan.chapterId(),
                plan.platformId(),
                plan.topicPattern(),
                plan.shape(),
                plan.cadence(),
                plan.guidance(),
                plan.assigneeId(),
                plan.priority(),
                plan.tags(),
                plan.copyPostId(),
                rule.frequency().name().toLowerCase(Locale.ROOT),
                rule.every(),
                rule.weekdays().stream().sorted().map(DayOfWeek::getValue).toList(),
                rule.monthDay(),
                rule.nth(),
                rule.weekday() == null ? null : rule.weekday().getValue(),
                plan.localTime(),
                plan.localTime() == null,
                plan.zone().getId(),
                rule.startsOn(),
                rule.endsOn(),
                rule.maxCount(),
                plan.leadDays(),
                plan.startWorkflow(),
                recurrence.status(),
                recurrence.madeCount(),
                recurrence.nextOn(),
                recurrence.revision());
    }
}
