package com.postmagiq.workflow.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often and how long a slot may ask.
 *
 * @param agent the planned one
 * @param fallbacks asked in this order when the planned one gives no usable answer
 * @param backoff waits before the first retries, one retry each
 * @param jitter each of those waits is drawn between zero and itself
 * @param retryCount retries after those, 1 s and then 4 s apart
 * @param maxRepairAttempts times one agent is asked to mend an answer
 * @param deadline call and retries of the slot end here
 * @param stateDeadline repairs and fallbacks begin before this, or not at all
 * @param seed makes the jitter repeatable, such as a hash of the slot's id
 */
public record AttemptPolicy(
        String agent,
        List<String> fallbacks,
        List<Duration> backoff,
        boolean jitter,
        int retryCount,
        int maxRepairAttempts,
        Instant deadline,
        Instant stateDeadline,
        long seed) {
    /** Waits of agents reached over HTTP. */
    public static final List<Duration> API_BACKOFF =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(16));

    /** Waits of command line tools. */
    public static final List<Duration> CLI_BACKOFF =
            List.of(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(120));

    public AttemptPolicy {
        fallbacks = List.copyOf(fallbacks);
        backoff = List.copyOf(backoff);
    }
}
