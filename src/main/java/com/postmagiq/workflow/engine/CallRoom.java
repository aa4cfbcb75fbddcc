package com.postmagiq.workflow.engine;

import com.postmagiq.agents.Route;
import com.postmagiq.workflow.limits.NextAttempt;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Finds room for the money of a call. A place without it waits while other calls of its visit hold
 * some: most cost far less than was set aside for them.
 */
@Component
class CallRoom {
    private final CallStore calls;
    private final Clock clock;

    CallRoom(CallStore calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    CallStore.Begun begin(
            Lease lease,
            SlotRunner.Place place,
            NextAttempt.Ask ask,
            Route route,
            Prompts.Prepared prepared,
            int attempt) {
        while (true) {
            var ended = lease.held.endedSoFar();
            var begun = asked(lease, place, ask, route, prepared, attempt);
            if (begun.call() != null) {
                return begun;
            }
            var noRoom =
                    begun.refused() instanceof SlotResult.OverCap
                            || begun.refused() instanceof SlotResult.NoBudget;
            var until = place.deadline().at().minus(Places.GRACE);
            if (!noRoom || !roomAgain(lease, ended, until)) {
                return begun;
            }
        }
    }

    private CallStore.Begun asked(
            Lease lease,
            SlotRunner.Place place,
            NextAttempt.Ask ask,
            Route route,
            Prompts.Prepared prepared,
            int attempt) {
        var holds = false;
        lease.held.begins();
        try {
            var begun = calls.begin(lease, place, ask, route, prepared, attempt);
            holds = begun.call() != null;
            return begun;
        } finally {
            if (!holds) {
                lease.held.withdraws();
            }
        }
    }

    private boolean roomAgain(Lease lease, long endedBefore, Instant until) {
        try {
            return lease.held.awaitEnd(endedBefore, until, clock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LostLease("Interrupted while waiting for money that others hold");
        }
    }
}
