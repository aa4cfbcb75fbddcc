package com.postmagiq.content.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * On which days something comes back. It always ends, by its last day or by its number.
 *
 * @param every so many weeks or months from one time to the next, 1 to 12
 * @param weekdays on which of a week; for weekly rules
 * @param monthDay day of the month, 1 to 31; a shorter month takes its last day
 * @param nth first to fourth of a weekday in the month, or -1 for the last; with {@code weekday}
 * @param startsOn first day that may be one; weeks and months are counted from it
 * @param endsOn last day that may be one
 * @param maxCount how many there are in all
 */
record RecurrenceRule(
        Frequency frequency,
        int every,
        Set<DayOfWeek> weekdays,
        @Nullable Integer monthDay,
        @Nullable Integer nth,
        @Nullable DayOfWeek weekday,
        LocalDate startsOn,
        @Nullable LocalDate endsOn,
        @Nullable Integer maxCount) {

    /** The longest a rule may go on, and the most it may make. */
    static final int MOST_YEARS = 2;

    static final int MOST = 200;

    enum Frequency {
        WEEKLY,
        MONTHLY
    }

    /** All its days in order. */
    List<LocalDate> days() {
        var days = candidates().dropWhile(day -> day.isBefore(startsOn));
        return days.takeWhile(day -> !day.isAfter(last()))
                .limit(maxCount == null ? MOST + 1L : maxCount)
                .toList();
    }

    private LocalDate last() {
        return endsOn == null ? startsOn.plusYears(MOST_YEARS) : endsOn;
    }

    private Stream<LocalDate> candidates() {
        return frequency == Frequency.WEEKLY ? weekly() : monthly();
    }

    private Stream<LocalDate> weekly() {
        var monday = startsOn.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return Stream.iterate(monday, week -> week.plusWeeks(every))
                .takeWhile(week -> !week.isAfter(last()))
                .flatMap(
                        week ->
                                weekdays.stream()
                                        .sorted()
                                        .map(day -> week.plusDays(day.getValue() - 1L)));
    }

    private Stream<LocalDate> monthly() {
        var first = YearMonth.from(startsOn);
        var months = ChronoUnit.MONTHS.between(first, YearMonth.from(last()));
        return Stream.iterate(0L, month -> month <= months, month -> month + every)
                .map(month -> dayOf(first.plusMonths(month)));
    }

    private LocalDate dayOf(YearMonth month) {
        if (monthDay != null) {
            return month.atDay(Math.min(monthDay, month.lengthOfMonth()));
        }
        if (nth == null || weekday == null) {
            throw new IllegalStateException(
                    "A monthly rule names a day or the nth weekday; the table's check says so");
        }
        return month.atDay(1)
                .with(
                        nth == -1
                                ? TemporalAdjusters.lastInMonth(weekday)
                                : TemporalAdjusters.dayOfWeekInMonth(nth, weekday));
    }
}
