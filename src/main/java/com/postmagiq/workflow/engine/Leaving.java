package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.budget.MeterReading;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.Transition;
import com.postmagiq.workflow.config.Transitions;
import com.postmagiq.workflow.limits.Breaker;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.RunError;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import com.postmagiq.workflow.verdict.Aggregate;
import com.postmagiq.workflow.verdict.Verdict;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes a run out of a state: verdicts, counters, feedback, next state and events in one commit.
 */
@Component
class Leaving {
    private static final String PAUSE_REASON = "requested";
    private static final String NO_BUDGET = "budget_exceeded";

    private final TransactionTemplate transactions;
    private final LeaseStore leases;
    private final Visits visits;
    private final Verdicts verdictStore;
    private final DecisionPoints decisionPoints;
    private final SoftLimits softLimits;
    private final Endings endings;
    private final Entering entering;
    private final RunTasks tasks;
    private final Clock clock;

    Leaving(
            TransactionTemplate transactions,
            LeaseStore leases,
            Visits visits,
            Verdicts verdictStore,
            DecisionPoints decisionPoints,
            SoftLimits softLimits,
            Endings endings,
            Entering entering,
            RunTasks tasks,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.visits = visits;
        this.verdictStore = verdictStore;
        this.decisionPoints = decisionPoints;
        this.softLimits = softLimits;
        this.endings = endings;
        this.entering = entering;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Leaves a state by its result. */
    Step leave(
            Lease lease,
            State state,
            @Nullable Visit visit,
            Result result,
            List<Verdict> verdicts,
            @Nullable Aggregate aggregate) {
        lease.tick();
        var now = clock.instant();
        var happened =
                new ArrayList<>(
                        LeavingEvents.verdicts(state, visit, verdicts, aggregate, result, now));
        var way = way(lease, state, result);
        return switch (way) {
            case Way.To(var target) ->
                    move(lease, state, visit, result, verdicts, target, happened, now);
            case Way.AskPerson _ -> {
                var point = decisionPoints.auditIncomplete(lease, state, visit, result, now);
                yield park(lease, state, visit, result, verdicts, point, happened, now);
            }
            case Way.End(var status, var error) -> {
                LeavingEvents.completed(happened, state, visit, result.key(), null, now);
                yield end(
                        lease,
                        status,
                        error,
                        happened,
                        () -> store(lease, visit, result, verdicts, null, now));
            }
        };
    }

    private sealed interface Way {
        record To(String target) implements Way {}

        record AskPerson() implements Way {}

        record End(RunStatus status, RunError error) implements Way {}
    }

    private static Way way(Lease lease, State state, Result result) {
        return switch (Transitions.resolve(lease.config, state, result.key())) {
            case Transition.ToState(var target) -> new Way.To(target);
            case Transition.BuiltIn(_, var terminal) when terminal != null -> new Way.To(terminal);
            case Transition.BuiltIn(var key, _) ->
                    new Way.End(
                            key.equals("halt") ? RunStatus.HALTED : RunStatus.FAILED,
                            new RunError(
                                    "state.failed",
                                    "State %s ended with %s. %s"
                                            .formatted(state.name(), key, result.reason())
                                            .strip(),
                                    state.name(),
                                    result.agent()));
            case Transition.None(var key) when key.equals(Result.INCOMPLETE) ->
                    lease.run.trial() == null
                            ? new Way.AskPerson()
                            : new Way.End(RunStatus.HALTED, Endings.personNeeded(state.name()));
            case Transition.None(var key) ->
                    new Way.End(
                            RunStatus.FAILED,
                            new RunError(
                                    "state.no_transition",
                                    "State %s came to %s, and the configuration has no way on from there. %s"
                                            .formatted(state.name(), key, result.reason())
                                            .strip(),
                                    state.name(),
                                    result.agent()));
        };
    }

    private Step move(
            Lease lease,
            State state,
            @Nullable Visit visit,
            Result result,
            List<Verdict> verdicts,
            String target,
            List<RunEvent> happened,
            Instant now) {
        var hard = Breaker.hardBeforeMove(lease.config.breaker(), lease.counters);
        if (hard.isPresent()) {
            var error = new RunError(hard.get().code(), hard.get().message(), state.name(), null);
            LeavingEvents.completed(happened, state, visit, result.key(), null, now);
            return end(
                    lease,
                    RunStatus.HALTED,
                    error,
                    happened,
                    () -> store(lease, visit, result, verdicts, null, now));
        }
        var terminal = lease.state(target) instanceof State.Terminal;
        var trips =
                Breaker.soft(
                        lease.config.breaker(),
                        lease.counters,
                        new Breaker.Proposed(state.name(), target, terminal, false));
        var goTo = target;
        if (!trips.isEmpty()) {
            var facts = softLimits.facts(lease, trips);
            happened.add(
                    RunEvent.of(
                            "circuit_break.detected",
                            state.name(),
                            LeavingEvents.number(visit),
                            now,
                            facts));
            var auto = softLimits.autoProceed(lease, state, visit, verdicts, trips);
            if (auto.isPresent()) {
                goTo = auto.get();
                lease.counters = softLimits.overridden(lease.counters, trips, true);
                happened.add(
                        RunEvent.of(
                                "circuit_break.auto_proceeded",
                                state.name(),
                                LeavingEvents.number(visit),
                                now,
                                Map.of("rule", trips.getFirst().rule().code(), "target", goTo)));
            } else if (lease.run.unattended()) {
                var trip = trips.getFirst();
                var error =
                        new RunError(
                                "breaker." + trip.rule().code(),
                                trip.message(),
                                state.name(),
                                null);
                LeavingEvents.completed(happened, state, visit, result.key(), null, now);
                return end(
                        lease,
                        RunStatus.HALTED,
                        error,
                        happened,
                        () -> store(lease, visit, result, verdicts, null, now));
            } else {
                var point =
                        decisionPoints.circuitBreak(
                                lease, state, visit, result, target, trips, now);
                return park(lease, state, visit, result, verdicts, point, happened, now);
            }
        }
        if (result.feedback() != null && !terminal) {
            lease.pending.put(goTo, new PendingFeedback(result.feedback(), List.of()));
        }
        lease.counters = lease.counters.moved(state.name(), goTo);
        lease.currentState = goTo;
        lease.stepDone = true;
        LeavingEvents.completed(happened, state, visit, result.key(), goTo, now);
        var next = goTo;
        var saved =
                Objects.requireNonNull(
                        transactions.execute(
                                _ -> {
                                    var row = leases.save(lease, happened);
                                    store(lease, visit, result, verdicts, next, now);
                                    if (visit != null) {
                                        lease.add(visit.left(result.key(), next, now));
                                    }
                                    if (!row.pausing()) {
                                        entering.enterNext(lease);
                                    }
                                    return row;
                                }));
        return new Step.Entered(saved.pausing());
    }

    private Step park(
            Lease lease,
            State state,
            @Nullable Visit visit,
            Result result,
            List<Verdict> verdicts,
            DecisionPoint point,
            List<RunEvent> happened,
            Instant now) {
        LeavingEvents.completed(happened, state, visit, result.key(), null, now);
        happened.add(decisionPoints.requested(lease, point, now));
        lease.status = RunStatus.AWAITING_HUMAN;
        transactions.executeWithoutResult(
                _ -> {
                    leases.save(lease, happened);
                    store(lease, visit, result, verdicts, null, now);
                    decisionPoints.open(lease, point);
                });
        return new Step.LetGo();
    }

    /** Ends the run for a limit or a cause nobody configured. */
    Step halt(Lease lease, RunError error) {
        return end(lease, RunStatus.HALTED, error, new ArrayList<>(), () -> {});
    }

    Step fail(Lease lease, RunError error) {
        return end(lease, RunStatus.FAILED, error, new ArrayList<>(), () -> {});
    }

    private Step end(
            Lease lease,
            RunStatus status,
            RunError error,
            List<RunEvent> happened,
            Runnable alsoStore) {
        endings.end(lease, status, error, happened, alsoStore);
        return new Step.LetGo();
    }

    /**
     * Pauses, unless somebody has resumed since the wish was read: then the run goes on where it
     * is.
     */
    Step pause(Lease lease) {
        return inOne(
                () -> {
                    if (leases.pauseWanted(lease)) {
                        return paused(lease, PAUSE_REASON);
                    }
                    // Some places of the visit may have answers by now, which are looked up again.
                    lease.enteredVisit = null;
                    return new Step.Entered(false);
                });
    }

    /** Lets go of the run until a retry is due. */
    Step waitUntil(Lease lease, Instant at) {
        return queued(lease, "Waiting for the provider until " + at, at);
    }

    /** Gives others their turn. */
    Step yieldTurn(Lease lease) {
        return queued(lease, "Next turn", clock.instant());
    }

    /** A run that is to pause is never queued: nobody would take it up again. */
    private Step queued(Lease lease, String why, Instant due) {
        return inOne(
                () -> {
                    if (leases.pauseWanted(lease)) {
                        return paused(lease, PAUSE_REASON);
                    }
                    lease.status = RunStatus.QUEUED;
                    var waits =
                            RunEvent.of(
                                    "log",
                                    lease.currentState,
                                    null,
                                    clock.instant(),
                                    Map.of("text", why));
                    var saved = leases.save(lease, List.of(waits));
                    tasks.wake(lease.run.workspaceId(), lease.run.id(), saved.lastSeq(), due);
                    return new Step.LetGo();
                });
    }

    /**
     * Stops before a call that a cap of the workspace or the installation has no room for. Resuming
     * goes on where there is room.
     */
    Step pauseForBudget(Lease lease, String agent, BigDecimal worst, MeterReading full) {
        var facts = CallMoney.facts(full);
        facts.put(
                "message",
                "The cap for %s is %s USD; %s are spent and %s are set aside, and a call of %s may cost up to %s. Raise the cap, or resume when the next period has begun."
                        .formatted(
                                full.meter().words(),
                                full.cap(),
                                full.spent(),
                                full.held(),
                                agent,
                                worst));
        var exceeded =
                RunEvent.of("budget.exceeded", lease.currentState, null, clock.instant(), facts);
        if (lease.run.trial() != null) {
            // Nobody watches over it who would resume it; its experiment ends with it.
            return end(
                    lease,
                    RunStatus.HALTED,
                    new RunError(
                            NO_BUDGET,
                            String.valueOf(facts.get("message")),
                            lease.currentState,
                            agent),
                    new ArrayList<>(List.of(exceeded)),
                    () -> {});
        }
        return inOne(() -> paused(lease, NO_BUDGET, exceeded));
    }

    private Step paused(Lease lease, String reason, RunEvent... before) {
        lease.status = RunStatus.PAUSED;
        lease.pauseReason = reason;
        var happened = new ArrayList<>(List.of(before));
        happened.add(
                RunEvent.of("run.paused", null, null, clock.instant(), Map.of("reason", reason)));
        leases.save(lease, happened);
        return new Step.LetGo();
    }

    private Step inOne(Supplier<Step> work) {
        return Objects.requireNonNull(transactions.execute(_ -> work.get()));
    }

    private void store(
            Lease lease,
            @Nullable Visit visit,
            Result result,
            List<Verdict> verdicts,
            @Nullable String next,
            Instant now) {
        if (visit == null) {
            return;
        }
        visits.complete(
                visit.id(),
                result.key(),
                next,
                Duration.between(visit.startedAt(), now).toMillis(),
                now);
        var hash = softLimits.auditedHash(lease, visit);
        verdicts.forEach(
                verdict -> verdictStore.insert(lease.run.workspaceId(), visit, verdict, hash, now));
    }
}
