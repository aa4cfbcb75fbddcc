package com.postmagiq.content.exchange;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Days and moments as a file writes them: always ISO, and one other order of day and month. */
final class GivenDates {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    /** How a file writes days that are not ISO. */
    enum Order {
        /** 2026-12-24 only. */
        ISO(List.of()),
        /** 24.12.2026 or 24/12/2026. */
        DMY(List.of("d.M.uuuu", "d/M/uuuu", "d-M-uuuu")),
        /** 12/24/2026. */
        MDY(List.of("M/d/uuuu", "M-d-uuuu"));

        @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that cannot change
        private final List<String> patterns;

        Order(List<String> patterns) {
            this.patterns = patterns;
        }
    }

    private final List<DateTimeFormatter> days;
    private final ZoneId zone;

    GivenDates(Order order, ZoneId zone) {
        this.days =
                Stream.concat(Stream.of("uuuu-M-d"), order.patterns.stream())
                        .map(
                                pattern ->
                                        DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                                                .withResolverStyle(ResolverStyle.STRICT))
                        .toList();
        this.zone = zone;
    }

    Optional<LocalDate> day(String text) {
        var date = text.replaceFirst("[T ]\\d.*", "");
        return days.stream()
                .flatMap(format -> parsed(() -> LocalDate.parse(date, format)).stream())
                .filter(day -> day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR)
                .findFirst();
    }

    /** A moment; a day alone is its beginning, and a time without a zone is the workspace's. */
    Optional<Instant> moment(String text) {
        return parsed(() -> OffsetDateTime.parse(text.replaceFirst(" ", "T")).toInstant())
                .or(() -> local(text).map(at -> at.atZone(zone).toInstant()))
                .filter(at -> !at.isBefore(Instant.EPOCH));
    }

    private Optional<LocalDateTime> local(String text) {
        var time = text.replaceFirst("^[^T ]+[T ]?", "").strip();
        return day(text)
                .flatMap(
                        day ->
                                time.isEmpty()
                                        ? Optional.of(day.atStartOfDay())
                                        : parsed(() -> day.atTime(LocalTime.parse(time))));
    }

    private static <T> Optional<T> parsed(Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
