package com.postmagiq.content.calendar;

import com.postmagiq.kernel.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/** What a clock on the wall shows, as a moment. */
final class WallClock {
    private WallClock() {}

    /**
     * The moment of a local time. A time that the change to summer leaves out moves forward by the
     * gap; one that comes twice in autumn is the earlier one (the rule of {@link
     * ZonedDateTime#of(LocalDate, LocalTime, ZoneId)}).
     */
    static Instant moment(LocalDate date, LocalTime time, ZoneId zone) {
        return ZonedDateTime.of(date, time, zone).toInstant();
    }

    /**
     * @param text {@code 2026-12-01T09:00:00+01:00}, or {@code 2026-12-01T09:00} on the clock of
     *     the zone
     * @throws ProblemException {@code calendar.unreadable_time}
     */
    static Instant moment(String text, ZoneId zone) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException withoutOffset) {
            try {
                var local = LocalDateTime.parse(text);
                return moment(local.toLocalDate(), local.toLocalTime(), zone);
            } catch (DateTimeParseException e) {
                throw new ProblemException(
                        CalendarProblem.UNREADABLE_TIME,
                        "'%s' is no time; write it like 2026-12-01T09:00 or 2026-12-01T09:00:00+01:00."
                                .formatted(text));
            }
        }
    }

    /**
     * @throws ProblemException {@code calendar.unknown_zone}
     */
    static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new ProblemException(
                    CalendarProblem.UNKNOWN_ZONE,
                    "There is no time zone '%s'; use a name such as Europe/Berlin."
                            .formatted(name));
        }
        return ZoneId.of(name);
    }
}
