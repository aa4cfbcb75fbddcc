package com.postmagiq.workflow.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers as they are shown, and the days and weeks they belong to. */
class RoundedTests {
    private static final long SEED = 20261122;

    @Test
    @Tag("workflow-77")
    void given_any_costs__then_their_percentages_sum_to_100_give_or_take_a_tenth() {
        var random = new Random(SEED);
        for (var round = 0; round < 2000; round++) {
            var parts =
                    Stream.generate(() -> BigDecimal.valueOf(random.nextInt(1, 2_000_000), 6))
                            .limit(random.nextInt(1, 40))
                            .toList();

            var shares = Rounded.percentages(parts);

            assertThat(shares).allMatch(share -> share.scale() == 1 && share.signum() >= 0);
            assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                    .as("seed %d round %d", SEED, round)
                    .isBetween(new BigDecimal("99.9"), new BigDecimal("100.1"));
        }
    }

    @Test
    void given_thirds__then_each_is_rounded_half_up_and_nothing_is_moved() {
        var third = BigDecimal.ONE;

        assertThat(Rounded.percentages(List.of(third, third, third)))
                .containsOnly(new BigDecimal("33.3"));
        assertThat(Rounded.percentages(List.of(BigDecimal.ZERO, BigDecimal.ZERO)))
                .containsOnly(new BigDecimal("0.0"));
        assertThat(Rounded.two(new BigDecimal("0.005"))).isEqualTo(new BigDecimal("0.01"));
        assertThat(Rounded.average(new BigDecimal("0.0001"), 2)).isEqualTo("0.0001");
        assertThat(Rounded.percent(2, 3)).isEqualTo(new BigDecimal("66.7"));
        assertThat(Rounded.percent(0, 0)).isNull();
    }

    @Test
    @Tag("workflow-77")
    void given_new_year__then_weeks_carry_their_iso_names_in_the_zone_of_the_workspace() {
        var zone = ZoneId.of("Pacific/Auckland");
        var newYearThere = Instant.parse("2025-12-31T12:00:00Z");

        var weeks = Period.weeks(3, newYearThere, zone);

        assertThat(weeks.first().stream().map(Period::week))
                .containsExactly("2025-W51", "2025-W52", "2026-W01");
        assertThat(Period.week(LocalDate.parse("2027-01-01"))).isEqualTo("2026-W53");
        assertThat(Period.days(2, newYearThere, zone).first())
                .containsExactly(LocalDate.parse("2025-12-31"), LocalDate.parse("2026-01-01"));
        assertThat(weeks.starts()[2]).isEqualTo("2025-12-28T11:00:00Z");
    }

    @Test
    void given_a_name_that_looks_like_a_formula__when_written_as_csv__then_it_stays_a_name() {
        var sheet =
                new Sheet(
                        List.of("name", "score", "note"),
                        List.of(
                                Sheet.row("=1+1", new BigDecimal("-2.50"), null),
                                Sheet.row("plain", 3, "a \"quoted\", word")));

        assertThat(sheet.csv())
                .isEqualTo(
                        "name,score,note\r\n'=1+1,-2.50,\r\nplain,3,\"a \"\"quoted\"\", word\"\r\n");
    }
}
