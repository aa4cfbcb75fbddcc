package com.postmagiq.content.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post that comes back.
 *
 * @param status active, paused or ended
 * @param notBefore days before this one were missed and are not made up
 * @param createdBy in whose name its runs start; null after the person was erased
 * @param revision counts its changes
 */
record Recurrence(
        UUID id,
        Plan plan,
        RecurrenceRule rule,
        String status,
        @Nullable LocalDate notBefore,
        @Nullable LocalDate nextOn,
        int madeCount,
        @Nullable UUID createdBy,
        int revision) {

    /**
     * What is made on each of its days.
     *
     * @param topicPattern with {@code {n}} for its number, {@code {date}} and {@code {week}}
     * @param copyPostId whose text each begins with
     * @param localTime when it is planned; null takes the next free slot of the stream on or after
     *     the day
     * @param leadDays so many days ahead the post is made
     * @param startWorkflow whether a run starts on each, from the story of {@code copyPostId}
     */
    record Plan(
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
            @Nullable LocalTime localTime,
            ZoneId zone,
            int leadDays,
            boolean startWorkflow) {

        Plan {
            tags = List.copyOf(tags);
        }

        /** The same for another place. */
        Plan at(@Nullable UUID goal, @Nullable UUID chapter) {
            return new Plan(
                    goal,
                    chapter,
                    platformId,
                    topicPattern,
                    shape,
                    cadence,
                    guidance,
                    assigneeId,
                    priority,
                    tags,
                    copyPostId,
                    localTime,
                    zone,
                    leadDays,
                    startWorkflow);
        }
    }

    /** One day of it, and what its post is called. */
    record Occurrence(LocalDate day, int number, String topic) {}

    /**
     * The days that are not done with, from today on.
     *
     * @param done made or skipped
     */
    List<Occurrence> ahead(LocalDate today, Set<LocalDate> done) {
        var from = notBefore != null && notBefore.isAfter(today) ? notBefore : today;
        var days = rule.days();
        var ahead = new ArrayList<Occurrence>();
        for (var i = 0; i < days.size(); i++) {
            var day = days.get(i);
            if (!day.isBefore(from) && !done.contains(day)) {
                ahead.add(new Occurrence(day, i + 1, topic(day, i + 1)));
            }
        }
        return ahead;
    }

    private String topic(LocalDate day, int number) {
        return plan.topicPattern()
                .replace("{n}", String.valueOf(number))
                .replace("{date}", day.toString())
                .replace(
                        "{week}",
                        String.format(
                                Locale.ROOT, "%d", day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)));
    }
}
