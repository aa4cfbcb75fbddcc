package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.FanOutResult;
import com.postmagiq.workflow.persona.PersonaUnavailable;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.RunError;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import com.postmagiq.workflow.verdict.Aggregate;
import com.postmagiq.workflow.verdict.Feedback;
import com.postmagiq.workflow.verdict.Quorum;
import com.postmagiq.workflow.verdict.TransitionKeys;
import com.postmagiq.workflow.verdict.Verdict;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Executes the states that ask agents: enters, lets every place speak, judges, and hands the result
 * on.
 */
@Component
class AskingStates {
    private final TransactionTemplate transactions;
    private final LeaseStore leases;
    private final Visits visits;
    private final Invocations invocations;
    private final Entering entering;
    private final Places places;
    private final Audits audits;
    private final Leaving leaving;
    private final Clock clock;

    AskingStates(
            TransactionTemplate transactions,
            LeaseStore leases,
            Visits visits,
            Invocations invocations,
            Entering entering,
            Places places,
            Audits audits,
            Leaving leaving,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.visits = visits;
        this.invocations = invocations;
        this.entering = entering;
        this.places = places;
        this.audits = audits;
        this.leaving = leaving;
        this.clock = clock;
    }

    Step execute(Lease lease, State.Asking state) {
        var open = lease.openVisit();
        if (open.isEmpty()) {
            open = transactions.execute(_ -> entering.enter(lease, state));
        }
        if (open == null || open.isEmpty()) {
            return leaving.fail(
                    lease,
                    new RunError(
                            "state.no_input",
                            "State %s has nothing to work on: none of its inputs %s exists."
                                    .formatted(state.name(), state.work().input()),
                            state.name(),
                            null));
        }
        var visit = open.get();
        // A visit this lease entered has no calls yet; only one found open has to be looked up.
        var earlier =
                visit.id().equals(lease.enteredVisit)
                        ? List.<Invocation>of()
                        : invocations.ofVisit(visit.id());
        try {
            return work(lease, state, visit, earlier);
        } catch (PersonaUnavailable e) {
            return leaving.fail(
                    lease,
                    new RunError(
                            PersonaUnavailable.CODE,
                            String.valueOf(e.getMessage()),
                            state.name(),
                            null));
        }
    }

    private Step work(
            Lease lease, State.Asking state, Visit entered, List<Invocation> callsBefore) {
        var visit = entered;
        var earlier = callsBefore;
        while (true) {
            var results = places.run(lease, state, visit, earlier);
            results.stream()
                    .filter(SlotResult.Answered.class::isInstance)
                    .map(SlotResult.Answered.class::cast)
                    .map(SlotResult.Answered::output)
                    .filter(output -> lease.output(output.id()).isEmpty())
                    .forEach(lease::add);
            var stopped = stopped(lease, state, results);
            if (stopped != null) {
                return stopped;
            }
            if (!state.work().outputType().auditFamily()) {
                return leaving.leave(lease, state, visit, result(state, results), List.of(), null);
            }
            var verdicts = audits.verdicts(lease, state, visit, results);
            var aggregate = aggregate(lease, state, verdicts, results.size());
            if (aggregate.missing() && visit.round() < lease.config.settings().retryCount()) {
                visit = askMissingAgain(lease, state, visit, aggregate);
                earlier = invocations.ofVisit(visit.id());
                continue;
            }
            return leaving.leave(
                    lease,
                    state,
                    visit,
                    result(lease, state, verdicts, aggregate),
                    verdicts,
                    aggregate);
        }
    }

    /**
     * A place that could not finish for a reason outside of it stops the visit, which stays open.
     */
    private @Nullable Step stopped(Lease lease, State.Asking state, List<SlotResult> results) {
        for (var result : results) {
            if (result instanceof SlotResult.OverCap over) {
                return leaving.halt(
                        lease,
                        new RunError(
                                "breaker.hard_cost_limit",
                                over.message(),
                                state.name(),
                                over.agent()));
            }
        }
        if (results.stream().anyMatch(SlotResult.Paused.class::isInstance)) {
            return leaving.pause(lease);
        }
        var until =
                results.stream()
                        .filter(SlotResult.Waiting.class::isInstance)
                        .map(result -> ((SlotResult.Waiting) result).until())
                        .min(Comparator.naturalOrder());
        return until.map(at -> leaving.waitUntil(lease, at)).orElse(null);
    }

    private Aggregate aggregate(
            Lease lease, State.Asking state, List<Verdict> verdicts, int slots) {
        return Aggregate.of(
                verdicts, Quorum.of(state.work(), lease.config.settings(), slots), slots);
    }

    /**
     * Only the places without a verdict are asked again: the others' answers are stored and found
     * again.
     */
    private Visit askMissingAgain(
            Lease lease, State.Asking state, Visit visit, Aggregate aggregate) {
        var next = visit.inRound(visit.round() + 1);
        transactions.executeWithoutResult(
                _ -> {
                    leases.save(
                            lease,
                            List.of(
                                    RunEvent.of(
                                            "state.reattempt",
                                            state.name(),
                                            visit.visit(),
                                            clock.instant(),
                                            Map.of(
                                                    "reason",
                                                    "Only %d of %d auditors gave a verdict."
                                                            .formatted(
                                                                    aggregate.valid(),
                                                                    aggregate.expected()),
                                                    "attempt",
                                                    next.round()))));
                    visits.beginRound(visit.id(), next.round());
                });
        lease.add(next);
        return next;
    }

    private static Result result(State.Asking state, List<SlotResult> results) {
        var failed =
                results.stream()
                        .filter(SlotResult.Failed.class::isInstance)
                        .map(SlotResult.Failed.class::cast)
                        .toList();
        var valid = results.size() - failed.size();
        var reason = failed.isEmpty() ? "" : failed.getFirst().reason();
        var agent = failed.isEmpty() ? null : failed.getFirst().agent();
        if (state instanceof State.FanOut fanOut) {
            return new Result(
                    FanOutResult.of(valid, results.size(), fanOut.minSuccess()).key(),
                    null,
                    reason,
                    agent);
        }
        return new Result(failed.isEmpty() ? "success" : "failure", null, reason, agent);
    }

    private static Result result(
            Lease lease, State.Asking state, List<Verdict> verdicts, Aggregate aggregate) {
        var key = TransitionKeys.transitionKey(state, aggregate, lease.config.defaultTransitions());
        var feedback =
                aggregate.result() == Aggregate.Result.RETRY
                                || aggregate.result() == Aggregate.Result.HALT
                        ? Feedback.markdown(verdicts)
                        : null;
        var invalid = verdicts.stream().filter(verdict -> !verdict.valid()).findFirst();
        return new Result(
                key.orElse(Result.INCOMPLETE),
                feedback,
                invalid.map(Verdict::invalidReason).map(Objects::toString).orElse(""),
                invalid.map(Verdict::agent).orElse(null));
    }
}
