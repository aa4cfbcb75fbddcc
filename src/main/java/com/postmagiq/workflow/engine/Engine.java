package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.Breaker;
import com.postmagiq.workflow.run.RunError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Advances a run from state to state, each committed by itself, until it must wait or its turn is
 * over. The run lives in the database only; whoever claims it next goes on from the last commit.
 */
@Component
public class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final int STATES_PER_TURN = 20;
    private static final long TURN_NANOS = Duration.ofSeconds(60).toNanos();

    private final TransactionTemplate transactions;
    private final RunPlacement placement;
    private final LeaseStore leases;
    private final AskingStates asking;
    private final HumanStates human;
    private final Leaving leaving;
    private final Endings endings;
    private final ActiveRuns active;

    Engine(
            TransactionTemplate transactions,
            RunPlacement placement,
            LeaseStore leases,
            AskingStates asking,
            HumanStates human,
            Leaving leaving,
            Endings endings,
            ActiveRuns active) {
        this.transactions = transactions;
        this.placement = placement;
        this.leases = leases;
        this.asking = asking;
        this.human = human;
        this.leaving = leaving;
        this.endings = endings;
        this.active = active;
    }

    /**
     * Takes a run and works on it. Safe to call twice: the second caller finds nothing to do, or
     * takes over.
     */
    public void advance(UUID workspaceId, UUID runId) {
        advance(workspaceId, runId, null);
    }

    /**
     * @param wakeUp name of the task that asks
     * @throws RunBusy when another task's execution holds the run, or only another node can work on
     *     it
     */
    void advance(UUID workspaceId, UUID runId, @Nullable String wakeUp) {
        CurrentWorkspace.run(
                workspaceId,
                () -> {
                    if (wakeUp != null) {
                        placement.check(runId);
                    }
                    Optional<Lease> claimed =
                            transactions.execute(_ -> leases.claim(runId, wakeUp));
                    if (claimed == null || claimed.isEmpty()) {
                        return;
                    }
                    var lease = claimed.get();
                    try (var _ = active.working(runId)) {
                        turn(lease);
                    } catch (LostLease e) {
                        LOG.info(
                                "Run {} goes on elsewhere or has ended: {}",
                                lease.run.number(),
                                e.getMessage());
                    } catch (DataAccessException | TransactionException e) {
                        forgive(lease, e);
                        throw e;
                    }
                });
    }

    /**
     * A database that is away or busy says nothing against the state: it must not poison the run.
     */
    private void forgive(Lease lease, RuntimeException failure) {
        try {
            transactions.executeWithoutResult(_ -> leases.forgive(lease));
        } catch (DataAccessException | TransactionException e) {
            // Still away: then the next claim counts this as one crash of three.
            failure.addSuppressed(e);
        }
    }

    private void turn(Lease lease) {
        if (lease.run.crashes() >= LeaseStore.MAX_CRASHES) {
            leaving.fail(
                    lease,
                    new RunError(
                            "run.poisoned",
                            "State %s took its node down %d times in a row; start the run anew, and tell the operator."
                                    .formatted(lease.currentState, lease.run.crashes()),
                            lease.currentState,
                            null));
            return;
        }
        if (lease.run.pauseRequested()
                && !lease.run.stepRequested()
                // Its owner died before it could pause.
                && leaving.pause(lease) instanceof Step.LetGo) {
            return;
        }
        var begun = System.nanoTime();
        for (var states = 1; ; states++) {
            var step = execute(lease);
            switch (step) {
                case Step.LetGo _ -> {
                    return;
                }
                case Step.Entered(var pausing) -> {
                    if (pausing && leaving.pause(lease) instanceof Step.LetGo) {
                        return;
                    }
                    if (active.stopping()
                            || states >= STATES_PER_TURN
                            || System.nanoTime() - begun > TURN_NANOS) {
                        leaving.yieldTurn(lease);
                        return;
                    }
                }
            }
        }
    }

    private Step execute(Lease lease) {
        var hard = Breaker.hard(lease.config.breaker(), lease.counters);
        var state = lease.state();
        if (hard.isPresent() && !(state instanceof State.Terminal)) {
            return leaving.halt(
                    lease,
                    new RunError(
                            hard.get().code(), hard.get().message(), lease.currentState, null));
        }
        return switch (state) {
            case State.Initial initial ->
                    leaving.leave(
                            lease,
                            initial,
                            null,
                            new Result("next", null, "", null),
                            List.of(),
                            null);
            case State.Asking asks -> asking.execute(lease, asks);
            case State.HumanApproval approval -> human.park(lease, approval);
            case State.Terminal terminal -> endings.terminal(lease, terminal);
        };
    }
}
