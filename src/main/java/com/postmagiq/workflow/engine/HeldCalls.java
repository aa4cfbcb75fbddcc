package com.postmagiq.workflow.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The calls of a lease that hold money now. A place that finds no room waits here for another one
 * to end, since most calls cost far less than their worst case.
 */
final class HeldCalls {
    private int open;
    private long ended;

    /** Before room is asked for, so that nobody gives up while a call is about to begin. */
    synchronized void begins() {
        open++;
    }

    /** No room was found. */
    synchronized void withdraws() {
        open--;
        notifyAll();
    }

    synchronized void ended() {
        open--;
        ended++;
        notifyAll();
    }

    /** How many have ended so far; ask before looking for room. */
    synchronized long endedSoFar() {
        return ended;
    }

    /**
     * Waits until a call has ended since.
     *
     * @return false when none is under way, or the time is over
     */
    synchronized boolean awaitEnd(long since, Instant deadline, Clock clock)
            throws InterruptedException {
        while (ended == since && open > 0) {
            var left = Duration.between(clock.instant(), deadline).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return ended != since;
    }
}
