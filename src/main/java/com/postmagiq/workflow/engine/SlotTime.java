package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.limits.AttemptPolicy;
import com.postmagiq.workflow.run.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The time an agent place has used, told from its stored calls, so that every node and every life
 * of a run counts the same.
 *
 * @param begun when the place began; later than it really did by what a dead node, or a pause, took
 * @param now when the last call ended: what comes next is decided as of then
 */
record SlotTime(Instant begun, Instant now) {
    /** The longest wait between two calls that a back-off may ask for by itself. */
    private static final Duration LONGEST_BACKOFF = AttemptPolicy.API_BACKOFF.getLast();

    private static final Duration LONGEST_TOOL_BACKOFF = AttemptPolicy.CLI_BACKOFF.getLast();

    /**
     * @param history of this place in this round, oldest first
     * @param clock the present, where no call tells a time
     */
    static SlotTime of(List<Invocation> history, Instant clock) {
        if (history.isEmpty() || cutOff(history.getLast())) {
            return new SlotTime(clock.minus(used(history)), clock);
        }
        var end = end(history.getLast());
        return new SlotTime(end.minus(used(history)), end);
    }

    /** Ended by its node or by a person: what came after is not its agent's time. */
    private static boolean cutOff(Invocation call) {
        return call.status() == Invocation.Status.LOST
                || call.status() == Invocation.Status.CANCELLED;
    }

    private static Duration used(List<Invocation> history) {
        var used = Duration.ZERO;
        for (var i = 0; i < history.size(); i++) {
            var call = history.get(i);
            if (cutOff(call)) {
                continue;
            }
            used = used.plus(Duration.between(call.startedAt(), end(call)));
            if (i + 1 < history.size()) {
                used = used.plus(wait(call, history.get(i + 1)));
            }
        }
        return used;
    }

    /** What lay between two calls, as far as the first one's failure can explain it. */
    private static Duration wait(Invocation call, Invocation next) {
        var wait = Duration.between(end(call), next.startedAt());
        var asked =
                call.retryAfterMs() == null
                        ? Duration.ZERO
                        : Duration.ofMillis(call.retryAfterMs());
        var ours =
                switch (call.billing()) {
                    case METERED -> LONGEST_BACKOFF;
                    case SUBSCRIPTION -> LONGEST_TOOL_BACKOFF;
                };
        var longest = asked.compareTo(ours) > 0 ? asked : ours;
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    private static Instant end(Invocation call) {
        return call.completedAt() == null ? call.startedAt() : call.completedAt();
    }
}
