package com.postmagiq.workflow.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Until when the places of a visit may take. What they wait for before their calls, such as a model
 * that is fetched, does not count.
 */
final class Deadline {
    private final Clock clock;
    private Instant at;

    Deadline(Duration time, Clock clock) {
        this.clock = clock;
        this.at = clock.instant().plus(time);
    }

    synchronized Instant at() {
        return at;
    }

    private synchronized void later(Duration by) {
        at = at.plus(by);
    }

    /**
     * Does something whose time does not count.
     *
     * @param longest what it may take; the deadline is that much later meanwhile
     */
    void uncounted(Duration longest, Runnable work) {
        var begun = clock.instant();
        later(longest);
        try {
            work.run();
        } finally {
            later(Duration.between(begun, clock.instant()).minus(longest));
        }
    }
}
