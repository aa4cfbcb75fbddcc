package com.postmagiq.content.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FreeSlotsTests {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final PostingSlot MONDAYS = slot(DayOfWeek.MONDAY, "09:00");

    /** A Monday, an hour before the slot. */
    private static final Instant MONDAY_EIGHT = Instant.parse("2026-11-23T07:00:00Z");

    @Test
    void given_slots_of_two_days__when_the_next_are_asked_for__then_they_come_in_order_of_time() {
        var thursdays = slot(DayOfWeek.THURSDAY, "17:30");

        var next =
                FreeSlots.next(
                        List.of(thursdays, MONDAYS), MONDAY_EIGHT, MONDAY_EIGHT, List.of(), 3);

        assertThat(next)
                .extracting(PostingSlot.Occurrence::at)
                .containsExactly(
                        Instant.parse("2026-11-23T08:00:00Z"),
                        Instant.parse("2026-11-26T16:30:00Z"),
                        Instant.parse("2026-11-30T08:00:00Z"));
    }

    @Test
    void given_a_turn_less_than_a_quarter_of_an_hour_ahead__then_it_is_left_out() {
        assertThat(first("2026-11-23T07:45:00Z", List.of())).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(first("2026-11-23T07:45:01Z", List.of())).isEqualTo("2026-11-30T08:00:00Z");
    }

    @Test
    void given_a_post_within_the_hour_around_a_turn__then_it_is_taken() {
        assertThat(first("2026-11-23T07:00:00Z", List.of("2026-11-23T08:59:59Z")))
                .isEqualTo("2026-11-30T08:00:00Z");
        assertThat(first("2026-11-23T07:00:00Z", List.of("2026-11-23T07:00:01Z")))
                .isEqualTo("2026-11-30T08:00:00Z");
        assertThat(
                        first(
                                "2026-11-23T07:00:00Z",
                                List.of("2026-11-23T07:00:00Z", "2026-11-23T09:00:00Z")))
                .isEqualTo("2026-11-23T08:00:00Z");
    }

    @Test
    void
            given_two_slots_half_an_hour_apart__when_two_turns_are_asked_for__then_one_a_day_is_given() {
        var soonAfter = slot(DayOfWeek.MONDAY, "09:30");

        var next =
                FreeSlots.next(
                        List.of(MONDAYS, soonAfter), MONDAY_EIGHT, MONDAY_EIGHT, List.of(), 2);

        assertThat(next)
                .extracting(PostingSlot.Occurrence::at)
                .containsExactly(
                        Instant.parse("2026-11-23T08:00:00Z"),
                        Instant.parse("2026-11-30T08:00:00Z"));
    }

    @Test
    @Tag("content-32")
    void
            given_a_slot_in_the_hour_summer_begins__then_it_moves_forward_and_back_again_a_week_later() {
        var sundays = slot(DayOfWeek.SUNDAY, "02:30");
        var march = Instant.parse("2027-03-22T00:00:00Z");
        var october = Instant.parse("2027-10-25T00:00:00Z");

        assertThat(FreeSlots.next(List.of(sundays), march, march, List.of(), 2))
                .extracting(PostingSlot.Occurrence::at)
                .containsExactly(
                        Instant.parse("2027-03-28T01:30:00Z"),
                        Instant.parse("2027-04-04T00:30:00Z"));
        assertThat(FreeSlots.next(List.of(sundays), october, october, List.of(), 1))
                .extracting(PostingSlot.Occurrence::at)
                .containsExactly(Instant.parse("2027-10-31T00:30:00Z"));
    }

    @Test
    void given_only_slots_that_rest__then_nothing_is_free() {
        var resting =
                new PostingSlot(
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        DayOfWeek.MONDAY,
                        LocalTime.NOON,
                        BERLIN,
                        false);

        assertThat(FreeSlots.next(List.of(resting), MONDAY_EIGHT, MONDAY_EIGHT, List.of(), 1))
                .isEmpty();
    }

    private static String first(String now, List<String> taken) {
        var at = Instant.parse(now);
        return FreeSlots.next(
                        List.of(MONDAYS), at, at, taken.stream().map(Instant::parse).toList(), 1)
                .getFirst()
                .at()
                .toString();
    }

    private static PostingSlot slot(DayOfWeek day, String time) {
        return new PostingSlot(
                UUID.randomUUID(), UUID.randomUUID(), day, LocalTime.parse(time), BERLIN, true);
    }
}
