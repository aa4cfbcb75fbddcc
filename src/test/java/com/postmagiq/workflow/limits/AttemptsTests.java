package com.postmagiq.workflow.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.workflow.limits.Attempt.Outcome;
import com.postmagiq.workflow.limits.Attempt.Purpose;
import com.postmagiq.workflow.limits.NextAttempt.Ask;
import com.postmagiq.workflow.limits.NextAttempt.GiveUp;
import com.postmagiq.workflow.limits.NextAttempt.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptsTests {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static AttemptPolicy policy(boolean jitter, long seconds, String... fallbacks) {
        return new AttemptPolicy(
                "claude",
                List.of(fallbacks),
                AttemptPolicy.API_BACKOFF,
                jitter,
                2,
                1,
                NOW.plusSeconds(seconds),
                NOW.plusSeconds(seconds + 30),
                42);
    }

    private static Attempt failed(Kind kind) {
        return new Attempt("claude", Purpose.MAIN, new Outcome.Failed(kind, null));
    }

    private static Attempt malformed(Purpose purpose) {
        return new Attempt("claude", purpose, new Outcome.Malformed());
    }

    @Test
    void given_no_history__when_asked__then_the_planned_agent_is_called_at_once() {
        assertThat(Attempts.next(List.of(), policy(true, 300), NOW))
                .isEqualTo(new Ask("claude", Purpose.MAIN, Duration.ZERO, false));
    }

    @Test
    @Tag("workflow-66")
    void given_a_service_left_alone__when_somebody_else_can_answer__then_they_are_asked_at_once() {
        var open = List.of(failed(Kind.SERVICE_OPEN));

        assertThat(Attempts.next(open, policy(false, 300, "groq"), NOW))
                .isEqualTo(new Ask("groq", Purpose.FALLBACK, Duration.ZERO, false));
        assertThat(Attempts.next(open, policy(false, 300), NOW))
                .isEqualTo(new Ask("claude", Purpose.MAIN, Duration.ofSeconds(1), false));
    }

    @Test
    void given_a_provider_that_stays_overloaded__when_retried__then_the_waits_are_those_planned() {
        var history = new ArrayList<Attempt>();
        var waits = new ArrayList<Long>();
        history.add(failed(Kind.OVERLOADED));
        while (Attempts.next(history, policy(false, 300), NOW) instanceof Ask ask) {
            waits.add(ask.delay().toSeconds());
            history.add(failed(Kind.OVERLOADED));
        }

        assertThat(waits).containsExactly(1L, 4L, 16L, 1L, 4L);
        assertThat(Attempts.next(history, policy(false, 300), NOW))
                .isEqualTo(
                        new GiveUp(Status.FAILED, "claude gave no answer: overloaded (6 calls)."));
    }

    @Test
    void given_jitter__when_asked_twice__then_the_wait_is_the_same_and_within_its_bound() {
        var history = List.of(failed(Kind.NETWORK), failed(Kind.NETWORK), failed(Kind.NETWORK));

        var next = Attempts.next(history, policy(true, 300), NOW);

        assertThat(next).isEqualTo(Attempts.next(history, policy(true, 300), NOW));
        assertThat(((Ask) next).delay()).isBetween(Duration.ZERO, Duration.ofSeconds(16));
    }

    @Test
    void given_retry_after__when_it_is_longer__then_it_wins_inside_the_deadline_only() {
        var limited =
                List.of(
                        new Attempt(
                                "claude",
                                Purpose.MAIN,
                                new Outcome.Failed(Kind.RATE_LIMITED, Duration.ofSeconds(60))));

        assertThat(Attempts.next(limited, policy(true, 300), NOW))
                .isEqualTo(new Ask("claude", Purpose.MAIN, Duration.ofSeconds(60), false));
        assertThat(Attempts.next(limited, policy(true, 60), NOW)).isInstanceOf(GiveUp.class);
        assertThat(Attempts.next(limited, policy(true, 60, "gpt"), NOW))
                .isEqualTo(new Ask("gpt", Purpose.FALLBACK, Duration.ZERO, false));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"AUTH", "BAD_REQUEST", "CONTENT_FILTERED", "UNAVAILABLE"})
    void given_a_failure_no_retry_can_mend__when_asked__then_the_fallback_is_next(Kind kind) {
        assertThat(Attempts.next(List.of(failed(kind)), policy(true, 300, "gpt"), NOW))
                .isEqualTo(new Ask("gpt", Purpose.FALLBACK, Duration.ZERO, false));
        assertThat(Attempts.next(List.of(failed(kind)), policy(true, 300), NOW))
                .isInstanceOf(GiveUp.class);
    }

    @Test
    void given_an_overflow__when_asked__then_one_try_with_a_shorter_input_is_made() {
        var once = List.of(failed(Kind.CONTEXT_OVERFLOW));
        var twice = List.of(failed(Kind.CONTEXT_OVERFLOW), failed(Kind.CONTEXT_OVERFLOW));

        assertThat(Attempts.next(once, policy(true, 300), NOW))
                .isEqualTo(new Ask("claude", Purpose.MAIN, Duration.ZERO, true));
        assertThat(Attempts.next(twice, policy(true, 300), NOW)).isInstanceOf(GiveUp.class);
    }

    @Test
    @Tag("workflow-25")
    void given_unreadable_answers__when_asked__then_repair_fallback_and_its_repair_come_in_turn() {
        var policy = policy(true, 300, "gpt");
        var history = new ArrayList<Attempt>();
        var asked = new ArrayList<String>();
        while (Attempts.next(history, policy, NOW) instanceof Ask ask) {
            asked.add(ask.agent() + " " + ask.purpose().code());
            history.add(new Attempt(ask.agent(), ask.purpose(), new Outcome.Malformed()));
        }

        assertThat(asked)
                .containsExactly("claude main", "claude repair", "gpt fallback", "gpt repair");
        assertThat(((GiveUp) Attempts.next(history, policy, NOW)).status())
                .isEqualTo(Status.MALFORMED);
    }

    @Test
    void given_a_crashed_node__when_its_attempt_is_lost__then_it_is_repeated_and_counts_as_none() {
        var lost = new Attempt("claude", Purpose.REPAIR, new Outcome.Lost());
        var history = List.of(malformed(Purpose.MAIN), lost, lost);

        assertThat(Attempts.next(history, policy(true, 300), NOW))
                .isEqualTo(new Ask("claude", Purpose.REPAIR, Duration.ZERO, false));
    }

    @Test
    void given_a_timeout_without_time_left__when_asked__then_the_slot_timed_out() {
        var next = Attempts.next(List.of(failed(Kind.TIMEOUT)), policy(true, 0), NOW);

        assertThat(((GiveUp) next).status()).isEqualTo(Status.TIMED_OUT);
    }

    @Test
    void given_a_cancelled_call__when_asked__then_no_fallback_is_called() {
        assertThat(Attempts.next(List.of(failed(Kind.CANCELLED)), policy(true, 300, "gpt"), NOW))
                .isInstanceOf(GiveUp.class);
    }
}
