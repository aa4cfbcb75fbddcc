package com.postmagiq.content.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RecurrenceRuleTests {
    /** A Wednesday. */
    private static final LocalDate START = LocalDate.of(2026, 11, 25);

    @Test
    void given_two_days_a_week__then_the_first_week_has_only_those_after_the_start() {
        var rule = weekly(1, Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), null, 3);

        assertThat(rule.days())
                .containsExactly(
                        LocalDate.of(2026, 11, 27),
                        LocalDate.of(2026, 11, 30),
                        LocalDate.of(2026, 12, 4));
    }

    @Test
    void given_every_third_week__then_weeks_are_counted_from_that_of_the_start() {
        var rule = weekly(3, Set.of(DayOfWeek.MONDAY), null, 2);

        assertThat(rule.days())
                .containsExactly(LocalDate.of(2026, 12, 14), LocalDate.of(2027, 1, 4));
    }

    @Test
    @Tag("content-83")
    void given_a_last_day__then_it_is_the_last_that_may_be_one() {
        assertThat(weekly(1, Set.of(DayOfWeek.WEDNESDAY), START.plusWeeks(2), null).days())
                .containsExactly(START, START.plusWeeks(1), START.plusWeeks(2));
        assertThat(weekly(1, Set.of(DayOfWeek.WEDNESDAY), START.plusDays(13), null).days())
                .containsExactly(START, START.plusWeeks(1));
    }

    @Test
    @Tag("content-82")
    void given_the_31st_of_each_month__then_shorter_months_take_their_last_day() {
        var rule = monthly(31, null, null, 5);

        assertThat(rule.days())
                .containsExactly(
                        LocalDate.of(2026, 11, 30),
                        LocalDate.of(2026, 12, 31),
                        LocalDate.of(2027, 1, 31),
                        LocalDate.of(2027, 2, 28),
                        LocalDate.of(2027, 3, 31));
    }

    @Test
    void given_the_second_and_the_last_thursday__then_each_month_has_its_own() {
        assertThat(monthly(null, 2, DayOfWeek.THURSDAY, 2).days())
                .containsExactly(LocalDate.of(2026, 12, 10), LocalDate.of(2027, 1, 14));
        assertThat(monthly(null, -1, DayOfWeek.THURSDAY, 2).days())
                .containsExactly(LocalDate.of(2026, 11, 26), LocalDate.of(2026, 12, 31));
    }

    private static RecurrenceRule weekly(
            int every, Set<DayOfWeek> days, @Nullable LocalDate end, @Nullable Integer count) {
        return new RecurrenceRule(
                RecurrenceRule.Frequency.WEEKLY, every, days, null, null, null, START, end, count);
    }

    private static RecurrenceRule monthly(
            @Nullable Integer day, @Nullable Integer nth, @Nullable DayOfWeek weekday, int count) {
        return new RecurrenceRule(
                RecurrenceRule.Frequency.MONTHLY,
                1,
                Set.of(),
                day,
                nth,
                weekday,
                START,
                null,
                count);
    }
}
