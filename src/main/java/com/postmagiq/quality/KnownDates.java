package com.postmagiq.quality;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;

/** The calendar of the sources: what they say about years, months, days and hours. */
final class KnownDates {

    private static final int HALF_DAY = 720;

    private final Set<Integer> years = new HashSet<>();
    private final Set<Integer> decades = new HashSet<>();
    private final Set<Integer> months = new HashSet<>();
    private final Set<Integer> daysOfMonths = new HashSet<>();
    private final Set<Integer> weekdays = new HashSet<>();
    private final Set<Integer> clock = new HashSet<>();
    private final Set<Integer> clockWithHalf = new HashSet<>();
    private final Set<Integer> clockWithoutHalf = new HashSet<>();

    void add(CalendarMention known) {
        if (known.year() != null) {
            years.add(known.year());
            decades.add(known.year() / 10);
        }
        if (known.decade() != null) {
            decades.add(known.decade() / 10);
        }
        if (known.month() != null) {
            months.add(known.month());
            if (known.day() != null) {
                daysOfMonths.add(known.month() * 100 + known.day());
            }
        }
        if (known.weekday() != null) {
            weekdays.add(known.weekday());
        }
        if (known.minute() != null) {
            clock.add(known.minute() % HALF_DAY);
            (known.halfOfDayKnown() ? clockWithHalf : clockWithoutHalf).add(known.minute());
        }
        addWeekdayOfFullDate(known);
    }

    private void addWeekdayOfFullDate(CalendarMention known) {
        if (known.year() == null || known.month() == null || known.day() == null) {
            return;
        }
        if (known.day() <= YearMonth.of(known.year(), known.month()).lengthOfMonth()) {
            var date = LocalDate.of(known.year(), known.month(), known.day());
            weekdays.add(date.getDayOfWeek().getValue());
        }
    }

    /** Whether everything the mention says is said by the sources. */
    boolean hold(CalendarMention mention) {
        return holdClock(mention)
                && (mention.weekday() == null || weekdays.contains(mention.weekday()))
                && (mention.decade() == null || decades.contains(mention.decade() / 10))
                && (mention.year() == null || years.contains(mention.year()))
                && holdMonth(mention);
    }

    private boolean holdMonth(CalendarMention mention) {
        if (mention.month() == null) {
            return true;
        }
        return mention.day() == null
                ? months.contains(mention.month())
                : daysOfMonths.contains(mention.month() * 100 + mention.day());
    }

    /** Without morning or afternoon on one side, twelve hours make no difference. */
    private boolean holdClock(CalendarMention mention) {
        if (mention.minute() == null) {
            return true;
        }
        if (!mention.halfOfDayKnown()) {
            return clock.contains(mention.minute() % HALF_DAY);
        }
        return clockWithHalf.contains(mention.minute())
                || clockWithoutHalf.stream()
                        .anyMatch(known -> known % HALF_DAY == mention.minute() % HALF_DAY);
    }
}
