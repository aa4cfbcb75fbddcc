package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.PostmagiqTest;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostmagiqTest
class RateLimitsTests {
    private static final Duration IN_PLACE = Duration.ofSeconds(10);

    private final RateLimits limits;
    private final JdbcClient jdbc;
    private final Allowance allowance =
            new Allowance("groq", UUID.randomUUID().toString(), 60, 6000);

    RateLimitsTests(RateLimits limits, JdbcClient jdbc) {
        this.limits = limits;
        this.jdbc = jdbc;
    }

    @Test
    void given_a_full_bucket__when_calls_come__then_they_pass_until_it_is_empty() {
        assertThat(turn(3000, "a")).isZero();
        assertThat(turn(3000, "b")).isZero();

        // 600 tokens flow in within six seconds.
        assertThat(turn(600, "c")).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    }

    @Test
    @Tag("workflow-61")
    void given_a_call_larger_than_the_bucket__when_it_is_full__then_it_goes_at_once_and_alone() {
        assertThat(turn(1_000_000, "large")).isZero();

        assertThat(turn(300, "small")).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    @Tag("workflow-61")
    void given_a_call_larger_than_the_bucket__when_others_went_first__then_its_turn_comes() {
        turn(3000, "first");

        var wait = turn(1_000_000, "large");

        assertThat(wait).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
        // Whoever comes later goes later: a stream of small ones cannot keep it waiting for ever.
        assertThat(turn(10, "later")).isGreaterThanOrEqualTo(wait.minusMillis(500));
    }

    @Test
    void given_a_turn_too_late_to_wait_for__when_its_owner_comes_back__then_it_is_still_there() {
        turn(6000, "first");
        var wait = turn(2000, "mine");
        assertThat(wait).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));

        assertThat(turn(2000, "mine")).isLessThanOrEqualTo(wait);
        due("mine", "0 seconds");

        assertThat(turn(2000, "mine")).isZero();
        // It has been used: the same name asks anew.
        assertThat(turn(2000, "mine")).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void given_many_askers__when_they_come_at_once__then_no_more_pass_than_are_allowed()
            throws Exception {
        var few = new Allowance("groq", UUID.randomUUID().toString(), 5, 0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var passed = 0;
            for (var future :
                    threads.invokeAll(
                            IntStream.range(0, 20)
                                    .<Callable<Duration>>mapToObj(
                                            i -> () -> limits.turn(few, 10, "n" + i, IN_PLACE))
                                    .toList())) {
                passed += future.get().isZero() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(5);
        }
    }

    @Test
    void given_a_call_that_used_less__when_it_is_settled__then_the_rest_is_there_again() {
        turn(6000, "a");
        limits.settle(allowance, 6000, 1000);

        assertThat(turn(5000, "b")).isZero();
    }

    private Duration turn(long tokens, String waiting) {
        return limits.turn(allowance, tokens, waiting, IN_PLACE);
    }

    private void due(String waiting, String in) {
        jdbc.sql(
                        "update core.provider_turns set due_at = clock_timestamp() + cast(? as interval) where credential = ? and waiting = ?")
                .params(in, allowance.credential(), waiting)
                .update();
    }
}
