package com.postmagiq.agents.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * How often a child that crashed may be started again: a few times in a while, so that a file that
 * breaks the library does not keep the machine busy. One that ended because nobody needed it counts
 * for nothing.
 */
final class Restarts {
    /** What everybody reads who asks for the model then. */
    static final String GIVEN_UP =
            "The process of the local model crashed again and again (local.crashed); it is left alone for up to ten minutes. Try another file, or a smaller postmagiq.agents.local.context.";

    private final int most;
    private final long window;
    private final LongSupplier nanoTime;
    private final Deque<Long> starts = new ArrayDeque<>();
    private boolean crashed;

    /**
     * @param most starts after a crash within the window
     * @param nanoTime as {@link System#nanoTime}
     */
    Restarts(int most, Duration window, LongSupplier nanoTime) {
        this.most = most;
        this.window = window.toNanos();
        this.nanoTime = nanoTime;
    }

    synchronized void crashed() {
        crashed = true;
    }

    /** Counts a start; false when it must not happen. */
    synchronized boolean begin() {
        if (exhausted()) {
            return false;
        }
        if (crashed) {
            starts.add(nanoTime.getAsLong());
            crashed = false;
        }
        return true;
    }

    synchronized boolean exhausted() {
        var now = nanoTime.getAsLong();
        starts.removeIf(at -> now - at >= window);
        return crashed && starts.size() >= most;
    }
}
