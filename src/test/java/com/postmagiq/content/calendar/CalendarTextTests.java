package com.postmagiq.content.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CalendarTextTests {
    @Test
    @Tag("content-90")
    void
            given_a_long_line_of_wide_signs__then_no_line_has_more_than_75_octets_and_no_sign_is_cut() {
        var title = "Grüße 🚒 ".repeat(40);

        var written = new CalendarText().text("SUMMARY", title).toString();

        assertThat(written.split("\r\n"))
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        line ->
                                assertThat(line.getBytes(StandardCharsets.UTF_8).length)
                                        .isLessThanOrEqualTo(75));
        assertThat(written.replace("\r\n ", "")).isEqualTo("SUMMARY:" + title + "\r\n");
    }

    @Test
    void given_signs_with_a_meaning__then_they_are_escaped() {
        assertThat(new CalendarText().text("SUMMARY", "a;b,c\\d\r\ne\u0007").toString())
                .isEqualTo("SUMMARY:a\\;b\\,c\\\\d\\ne\r\n");
    }

    @Test
    void given_a_moment__then_it_is_written_in_utc() {
        assertThat(
                        new CalendarText()
                                .moment("DTSTART", Instant.parse("2026-11-23T08:00:00Z"))
                                .toString())
                .isEqualTo("DTSTART:20261123T080000Z\r\n");
    }
}
