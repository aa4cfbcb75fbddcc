package com.postmagiq.workflow.limits;

import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.limits.RunCounters.Move;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The limits of a run: soft ones that a person may override, hard ones that nobody can. */
public final class Breaker {
    private static final int MORE_TRANSITIONS = 10;
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final long SECOND = 1000;

    private Breaker() {}

    /**
     * A transition about to be taken.
     *
     * @param terminal the target ends the run; then no soft rule applies
     * @param byHuman a person chose it; then visits and cycles begin anew
     */
    public record Proposed(String from, String to, boolean terminal, boolean byHuman) {}

    /** A soft rule that matched, with a sentence for the person. */
    public record Trip(SoftRule rule, String message) {}

    /**
     * A hard limit that stops the run.
     *
     * @param code such as {@code breaker.hard_timeout}
     */
    public record HardTrip(String code, String message) {}

    /**
     * All soft rules that match, the one to report first. Asked when a state's result is stored and
     * before the next state is entered, with the counters as they are then.
     */
    public static List<Trip> soft(
            WorkflowConfig.Breaker limits, RunCounters counters, Proposed proposed) {
        if (proposed.terminal()) {
            return List.of();
        }
        var trips = new ArrayList<Trip>();
        visits(limits.stateVisitLimit(), counters, proposed).ifPresent(trips::add);
        if (limits.cycleDetection()) {
            cycle(counters, proposed).ifPresent(trips::add);
        }
        transitions(limits, counters).ifPresent(trips::add);
        timeout(limits, counters).ifPresent(trips::add);
        cost(limits, counters).ifPresent(trips::add);
        return List.copyOf(trips);
    }

    private static Optional<Trip> visits(
            @Nullable Integer limit, RunCounters counters, Proposed proposed) {
        if (limit == null) {
            return Optional.empty();
        }
        Map<String, Integer> visits = proposed.byHuman() ? Map.of() : counters.visitsSinceHuman();
        var visit = visits.getOrDefault(proposed.to(), 0) + 1;
        return trip(
                visit >= limit,
                SoftRule.STATE_VISIT_LIMIT,
                "State %s would be entered for the %d. time; the limit is %d."
                        .formatted(proposed.to(), visit, limit));
    }

    private static Optional<Trip> cycle(RunCounters counters, Proposed proposed) {
        if (proposed.byHuman()) {
            return Optional.empty();
        }
        var there = new Move(proposed.to(), proposed.from());
        var back = new Move(proposed.from(), proposed.to());
        var past = counters.recentTransitions();
        var cycle =
                past.size() >= 3
                        && past.subList(past.size() - 3, past.size())
                                .equals(List.of(there, back, there));
        return trip(
                cycle,
                SoftRule.CYCLE_DETECTION,
                "The run goes back and forth between %s and %s."
                        .formatted(proposed.to(), proposed.from()));
    }

    private static Optional<Trip> transitions(WorkflowConfig.Breaker limits, RunCounters counters) {
        var limit = limits.transitionLimit();
        if (limit == null) {
            return Optional.empty();
        }
        var allowed =
                Math.min(
                        limits.maxTransitionsHard(),
                        limit + MORE_TRANSITIONS * counters.allowances().transitions());
        var next = counters.transitions() + 1;
        return trip(
                next >= allowed,
                SoftRule.TRANSITION_LIMIT,
                "This would be transition %d; the limit is %d.".formatted(next, allowed));
    }

    private static Optional<Trip> timeout(WorkflowConfig.Breaker limits, RunCounters counters) {
        var limit = limits.timeoutSeconds();
        if (limit == null) {
            return Optional.empty();
        }
        var raised = limit * SECOND + limit * SECOND / 2 * counters.allowances().timeouts();
        var allowed = Math.min(limits.maxRuntimeHardSeconds() * SECOND, raised);
        return trip(
                counters.activeMillis() >= allowed,
                SoftRule.TIMEOUT,
                "The run has worked for %d seconds; the limit is %d."
                        .formatted(counters.activeMillis() / SECOND, allowed / SECOND));
    }

    private static Optional<Trip> cost(WorkflowConfig.Breaker limits, RunCounters counters) {
        var limit = limits.costLimit();
        if (limit == null) {
            return Optional.empty();
        }
        var overrides = BigDecimal.valueOf(counters.allowances().costs());
        var raised = limit.add(limit.multiply(HALF).multiply(overrides));
        var allowed = raised.min(limits.maxCostHard());
        return trip(
                reached(counters.costUsd(), allowed),
                SoftRule.COST_LIMIT,
                "The run has cost %s USD; the limit is %s USD."
                        .formatted(counters.costUsd().toPlainString(), allowed.toPlainString()));
    }

    private static Optional<Trip> trip(boolean matches, SoftRule rule, String message) {
        return matches ? Optional.of(new Trip(rule, message)) : Optional.empty();
    }

    /** The hard limit that stops the run now; asked before each state and before each call. */
    public static Optional<HardTrip> hard(WorkflowConfig.Breaker limits, RunCounters counters) {
        if (counters.transitions() > limits.maxTransitionsHard()) {
            return Optional.of(tooManyTransitions(limits, counters.transitions()));
        }
        if (counters.activeMillis() >= limits.maxRuntimeHardSeconds() * SECOND) {
            return Optional.of(
                    new HardTrip(
                            "breaker.hard_timeout",
                            "The run has worked for %d seconds, and no run may work longer than %d."
                                    .formatted(
                                            counters.activeMillis() / SECOND,
                                            limits.maxRuntimeHardSeconds())));
        }
        if (reached(counters.costUsd(), limits.maxCostHard())) {
            return Optional.of(tooExpensive(limits, counters.costUsd()));
        }
        return Optional.empty();
    }

    /** As {@link #hard}, before one more transition is taken, so that the limit is never passed. */
    public static Optional<HardTrip> hardBeforeMove(
            WorkflowConfig.Breaker limits, RunCounters counters) {
        var next = counters.transitions() + 1;
        return next > limits.maxTransitionsHard()
                ? Optional.of(tooManyTransitions(limits, next))
                : hard(limits, counters);
    }

    /**
     * As {@link #hard}, before a call that may cost up to {@code worstCaseUsd}. The counters must
     * already hold what other calls under way may cost. A free call passes a cost limit of 0.
     */
    public static Optional<HardTrip> hardBeforeCall(
            WorkflowConfig.Breaker limits, RunCounters counters, BigDecimal worstCaseUsd) {
        var total = counters.costUsd().add(worstCaseUsd);
        return worstCaseUsd.signum() > 0 && total.compareTo(limits.maxCostHard()) > 0
                ? Optional.of(tooExpensive(limits, total))
                : hard(limits, counters);
    }

    private static HardTrip tooManyTransitions(WorkflowConfig.Breaker limits, int transitions) {
        return new HardTrip(
                "breaker.hard_transition_limit",
                "Transition %d is beyond the %d a run may take."
                        .formatted(transitions, limits.maxTransitionsHard()));
    }

    private static HardTrip tooExpensive(WorkflowConfig.Breaker limits, BigDecimal costUsd) {
        return new HardTrip(
                "breaker.hard_cost_limit",
                "%s USD is at or beyond the %s USD a run may cost."
                        .formatted(costUsd.toPlainString(), limits.maxCostHard().toPlainString()));
    }

    /** A limit of 0 is reached by the first cent, not by free work. */
    private static boolean reached(BigDecimal cost, BigDecimal limit) {
        return limit.signum() == 0 ? cost.signum() > 0 : cost.compareTo(limit) >= 0;
    }
}
