package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Visit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Lets the agent places of a visit speak: at the same time, or one after another when the
 * configuration says so.
 */
@Component
class Places {
    /** What a state may take beyond its agents' own time. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 5_000;

    private final SlotRunner runner;
    private final Clock clock;

    Places(SlotRunner runner, Clock clock) {
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * One result per place, in slot order. A place that overran the state's time counts as timed
     * out.
     */
    List<SlotResult> run(Lease lease, State.Asking state, Visit visit, List<Invocation> earlier) {
        var slots = Roles.slots(lease, state);
        var perAgent = lease.config.settings().timeoutPerAgent();
        var parallel = lease.config.settings().parallelFanout() || slots.size() == 1;
        var time = parallel ? perAgent : perAgent.multipliedBy(slots.size());
        var deadline = new Deadline(time.plus(GRACE), clock);
        var places = new ArrayList<SlotRunner.Place>();
        for (var slot = 0; slot < slots.size(); slot++) {
            places.add(
                    new SlotRunner.Place(
                            state,
                            visit,
                            slot,
                            slots.get(slot).agent(),
                            Roles.name(slots.get(slot)),
                            deadline));
        }
        if (places.size() == 1) {
            return List.of(runner.run(lease, places.getFirst(), earlier));
        }
        return parallel ? together(lease, places, earlier) : oneByOne(lease, places, earlier);
    }

    private List<SlotResult> oneByOne(
            Lease lease, List<SlotRunner.Place> places, List<Invocation> earlier) {
        var results = new ArrayList<SlotResult>();
        for (var place : places) {
            var result = runner.run(lease, place, earlier);
            results.add(result);
            if (result instanceof SlotResult.Paused
                    || result instanceof SlotResult.OverCap
                    || result instanceof SlotResult.NoBudget) {
                break;
            }
        }
        return results;
    }

    private List<SlotResult> together(
            Lease lease, List<SlotRunner.Place> places, List<Invocation> earlier) {
        var workspace = lease.run.workspaceId();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures =
                    places.stream()
                            .map(
                                    place ->
                                            threads.submit(
                                                    () ->
                                                            CurrentWorkspace.call(
                                                                    workspace,
                                                                    () ->
                                                                            runner.run(
                                                                                    lease, place,
                                                                                    earlier))))
                            .toList();
            try {
                var results = new ArrayList<SlotResult>();
                for (var slot = 0; slot < places.size(); slot++) {
                    results.add(await(futures.get(slot), places.get(slot)));
                }
                return results;
            } finally {
                futures.forEach(future -> future.cancel(true));
            }
        }
    }

    private SlotResult await(Future<SlotResult> future, SlotRunner.Place place) {
        try {
            return inTime(future, place.deadline());
        } catch (TimeoutException | CancellationException e) {
            future.cancel(true);
            return new SlotResult.Failed(
                    place.slot(),
                    place.agent(),
                    place.persona(),
                    "timed_out",
                    "%s gave no answer within the state's time.".formatted(place.agent()));
        } catch (InterruptedException e) {
            // Not set again: closing the places' threads would interrupt them a second time, while
            // they book what their calls have cost.
            throw new LostLease("Interrupted while agents were talking");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("An agent place failed", e.getCause());
        }
    }

    /** The deadline may move while it is waited for. */
    private SlotResult inTime(Future<SlotResult> future, Deadline deadline)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            var left = Duration.between(clock.instant(), deadline.at()).toMillis();
            try {
                return future.get(Math.clamp(left, 0, LOOK_AGAIN_MILLIS), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!clock.instant().isBefore(deadline.at())) {
                    throw e;
                }
            }
        }
    }
}
