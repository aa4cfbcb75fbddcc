package com.postmagiq.workflow.limits;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.workflow.limits.Attempt.Outcome;
import com.postmagiq.workflow.limits.Attempt.Purpose;
import com.postmagiq.workflow.limits.NextAttempt.Ask;
import com.postmagiq.workflow.limits.NextAttempt.GiveUp;
import com.postmagiq.workflow.limits.NextAttempt.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Retries, repairs and fallbacks of one slot, decided from what has happened so far. */
public final class Attempts {
    /** A call that has less than this cannot finish. */
    private static final Duration SHORTEST_CALL = Duration.ofSeconds(1);

    private static final List<Duration> STEP_BACKOFF =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));

    private Attempts() {}

    /**
     * @param history of this slot in this visit, oldest first; attempts lost with their node count
     *     as none
     */
    public static NextAttempt next(List<Attempt> history, AttemptPolicy policy, Instant now) {
        if (history.isEmpty()) {
            return new Ask(policy.agent(), Purpose.MAIN, Duration.ZERO, false);
        }
        var last = history.getLast();
        return switch (last.outcome()) {
            case Outcome.Lost _ -> afterLoss(last, history, policy, now);
            case Outcome.Malformed _ -> afterMalformed(last, history, policy, now);
            case Outcome.Failed failed -> afterFailure(failed, last, history, policy, now);
        };
    }

    private static NextAttempt afterLoss(
            Attempt last, List<Attempt> history, AttemptPolicy policy, Instant now) {
        if (late(now, policy.stateDeadline())) {
            return new GiveUp(
                    Status.TIMED_OUT,
                    "The call of %s was lost with its node, and no time is left to repeat it."
                            .formatted(last.agent()));
        }
        return new Ask(last.agent(), last.purpose(), Duration.ZERO, overflows(last, history) > 0);
    }

    private static NextAttempt afterMalformed(
            Attempt last, List<Attempt> history, AttemptPolicy policy, Instant now) {
        if (late(now, policy.stateDeadline())) {
            return new GiveUp(
                    Status.MALFORMED,
                    "The answer of %s could not be read, and no time is left to ask again."
                            .formatted(last.agent()));
        }
        var repairs =
                by(last, history).stream()
                        .filter(a -> a.purpose() == Purpose.REPAIR)
                        .filter(a -> a.outcome() instanceof Outcome.Malformed)
                        .count();
        if (repairs < policy.maxRepairAttempts()) {
            return new Ask(
                    last.agent(), Purpose.REPAIR, Duration.ZERO, overflows(last, history) > 0);
        }
        return fallback(last, policy)
                .orElseGet(
                        () ->
                                new GiveUp(
                                        Status.MALFORMED,
                                        "The answer of %s could not be read after %d repairs."
                                                .formatted(last.agent(), repairs)));
    }

    private static NextAttempt afterFailure(
            Outcome.Failed failed,
            Attempt last,
            List<Attempt> history,
            AttemptPolicy policy,
            Instant now) {
        var kind = failed.kind();
        if (kind == AgentFailure.Kind.CANCELLED) {
            return new GiveUp(
                    Status.FAILED, "The call of %s was cancelled.".formatted(last.agent()));
        }
        // A service that is left alone for a while is not waited for while somebody else can
        // answer.
        if (kind == AgentFailure.Kind.SERVICE_OPEN && !late(now, policy.stateDeadline())) {
            var other = fallback(last, policy);
            if (other.isPresent()) {
                return other.get();
            }
        }
        return retry(failed, last, history, policy, now)
                .or(
                        () ->
                                late(now, policy.stateDeadline())
                                        ? Optional.empty()
                                        : fallback(last, policy))
                .orElseGet(() -> givenUp(kind, last, history));
    }

    private static Optional<NextAttempt> retry(
            Outcome.Failed failed,
            Attempt last,
            List<Attempt> history,
            AttemptPolicy policy,
            Instant now) {
        var trim = overflows(last, history);
        if (failed.kind() == AgentFailure.Kind.CONTEXT_OVERFLOW) {
            return trim == 1 && !late(now, policy.deadline())
                    ? Optional.of(new Ask(last.agent(), last.purpose(), Duration.ZERO, true))
                    : Optional.empty();
        }
        if (!failed.kind().retryable()) {
            return Optional.empty();
        }
        var failures = failures(last, history);
        return delay(failures, failed, policy)
                .filter(d -> !late(now.plus(d), policy.deadline()))
                .map(d -> new Ask(last.agent(), last.purpose(), d, trim > 0));
    }

    /** The wait before the next try; empty when the tries are used up. */
    private static Optional<Duration> delay(
            int failures, Outcome.Failed failed, AttemptPolicy policy) {
        var quick = policy.backoff().size();
        if (failures > quick + policy.retryCount()) {
            return Optional.empty();
        }
        Duration wait;
        if (failures <= quick) {
            var longest = policy.backoff().get(failures - 1);
            wait = policy.jitter() ? jitter(longest, policy.seed(), failures) : longest;
        } else {
            wait = STEP_BACKOFF.get(Math.min(failures - quick, STEP_BACKOFF.size()) - 1);
        }
        var asked = failed.retryAfter();
        return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
    }

    private static Duration jitter(Duration longest, long seed, int failures) {
        var random = new SplittableRandom(seed + failures);
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    private static Optional<NextAttempt> fallback(Attempt last, AttemptPolicy policy) {
        var chain = new ArrayList<>(List.of(policy.agent()));
        chain.addAll(policy.fallbacks());
        var place = chain.indexOf(last.agent());
        return place + 1 < chain.size()
                ? Optional.of(new Ask(chain.get(place + 1), Purpose.FALLBACK, Duration.ZERO, false))
                : Optional.empty();
    }

    private static NextAttempt givenUp(
            AgentFailure.Kind kind, Attempt last, List<Attempt> history) {
        var calls = by(last, history).size();
        return kind == AgentFailure.Kind.TIMEOUT
                ? new GiveUp(
                        Status.TIMED_OUT,
                        "%s gave no answer in time (%d calls).".formatted(last.agent(), calls))
                : new GiveUp(
                        Status.FAILED,
                        "%s gave no answer: %s (%d calls)."
                                .formatted(last.agent(), kind.code(), calls));
    }

    private static int failures(Attempt last, List<Attempt> history) {
        return (int)
                by(last, history).stream()
                        .filter(
                                a ->
                                        a.outcome() instanceof Outcome.Failed f
                                                && f.kind().retryable())
                        .count();
    }

    private static int overflows(Attempt last, List<Attempt> history) {
        return (int)
                by(last, history).stream()
                        .filter(
                                a ->
                                        a.outcome() instanceof Outcome.Failed f
                                                && f.kind() == AgentFailure.Kind.CONTEXT_OVERFLOW)
                        .count();
    }

    private static List<Attempt> by(Attempt last, List<Attempt> history) {
        return history.stream().filter(a -> a.agent().equals(last.agent())).toList();
    }

    private static boolean late(Instant start, Instant deadline) {
        return start.plus(SHORTEST_CALL).isAfter(deadline);
    }
}
