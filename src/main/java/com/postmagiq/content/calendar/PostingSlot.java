package com.postmagiq.content.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import java.util.stream.Stream;

/** A time of the week at which a stream publishes, on the wall clock of its zone. */
record PostingSlot(
        UUID id, UUID platformId, DayOfWeek day, LocalTime localTime, ZoneId zone, boolean active) {

    /** One week's turn of a slot. */
    record Occurrence(PostingSlot slot, LocalDate date, Instant at) {}

    /** Its turns from a day of its zone on, without end. */
    Stream<Occurrence> from(LocalDate first) {
        return Stream.iterate(
                        first.with(TemporalAdjusters.nextOrSame(day)), date -> date.plusWeeks(1))
                .map(date -> new Occurrence(this, date, WallClock.moment(date, localTime, zone)));
    }

    /** Its turns between two moments, the first included, the last not. */
    Stream<Occurrence> between(Instant from, Instant to) {
        return from(from.atZone(zone).toLocalDate())
                .dropWhile(turn -> turn.at().isBefore(from))
                .takeWhile(turn -> turn.at().isBefore(to));
    }
}
