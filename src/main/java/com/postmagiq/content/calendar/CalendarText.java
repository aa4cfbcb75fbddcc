package com.postmagiq.content.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Writes a calendar as RFC 5545 asks: CRLF, UTC, lines folded at 75 octets and never inside a
 * character.
 */
final class CalendarText {
    private static final int OCTETS = 75;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder();

    /** A line whose value needs no escaping. */
    CalendarText line(String name, String value) {
        fold(name + ":" + value);
        return this;
    }

    CalendarText text(String name, String value) {
        return line(
                name,
                value.replace("\\", "\\\\")
                        .replace(";", "\\;")
                        .replace(",", "\\,")
                        .replaceAll("\\R", "\\\\n")
                        .replaceAll("\\p{Cntrl}", ""));
    }

    CalendarText moment(String name, Instant at) {
        return line(name, MOMENT.format(at));
    }

    CalendarText day(String name, LocalDate day) {
        return line(name + ";VALUE=DATE", DateTimeFormatter.BASIC_ISO_DATE.format(day));
    }

    private void fold(String line) {
        var octets = 0;
        for (var i = 0; i < line.length(); ) {
            var point = line.codePointAt(i);
            var sign = Character.toString(point);
            var size = sign.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(sign);
            octets += size;
            i += Character.charCount(point);
        }
        text.append("\r\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
