package com.postmagiq.workflow.evaluation;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Days or ISO weeks up to today, in the time zone of a workspace. A run belongs to the day on which
 * it was created.
 *
 * @param first first day of each part, oldest first
 */
record Period(ZoneId zone, List<LocalDate> first) {
    static Period days(int days, Instant now, ZoneId zone) {
        var today = now.atZone(zone).toLocalDate();
        return new Period(
                zone,
                IntStream.range(0, days).mapToObj(i -> today.minusDays(days - 1L - i)).toList());
    }

    /** Weeks begin on Mondays; the last one is the present week. */
    static Period weeks(int weeks, Instant now, ZoneId zone) {
        var monday =
                now.atZone(zone)
                        .toLocalDate()
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Period(
                zone,
                IntStream.range(0, weeks)
                        .mapToObj(i -> monday.minusWeeks(weeks - 1L - i))
                        .toList());
    }

    /** When the parts begin, as the database reads an array of times. */
    String[] starts() {
        return first.stream()
                .map(day -> day.atStartOfDay(zone).toInstant().toString())
                .toArray(String[]::new);
    }

    /**
     * When the last days began.
     *
     * @param days null for all time
     */
    static OffsetDateTime from(@Nullable Integer days, Instant now, ZoneId zone) {
        return days == null
                ? Instant.EPOCH.atOffset(ZoneOffset.UTC)
                : days(days, now, zone).begin();
    }

    OffsetDateTime begin() {
        return first.getFirst().atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }

    /** The ISO week of a day, such as {@code 2026-W01} for 29 December 2025. */
    static String week(LocalDate day) {
        return String.format(
                Locale.ROOT,
                "%04d-W%02d",
                day.get(IsoFields.WEEK_BASED_YEAR),
                day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
