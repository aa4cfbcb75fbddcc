package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.config.State;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From what an audit came to, to the key its state's transitions are looked up by. */
public final class TransitionKeys {
    private static final Set<String> DECISIONS = Set.of("proceed", "retry", "halt");

    private TransitionKeys() {}

    /**
     * The key, or empty when a person must decide because the audit is incomplete.
     *
     * @param defaults the configuration's default transitions
     */
    public static Optional<String> transitionKey(
            State.Asking state, Aggregate aggregate, Map<String, String> defaults) {
        var counts = counts(state, defaults);
        return switch (aggregate.result()) {
            case PROCEED -> proceed(state, aggregate, counts);
            case RETRY -> Optional.of(counts ? failure(state) : "retry");
            case HALT -> Optional.of(counts ? failure(state) : "halt");
            case NO_VALID -> Optional.of(failure(state));
            case INCOMPLETE -> incomplete(state, counts);
        };
    }

    /** Whether the state's transitions speak of successes rather than of decisions. */
    private static boolean counts(State.Asking state, Map<String, String> defaults) {
        var own = state.routes().transitions();
        if (own.isEmpty()) {
            return Collections.disjoint(defaults.keySet(), DECISIONS);
        }
        return Collections.disjoint(own.keySet(), DECISIONS);
    }

    private static Optional<String> proceed(
            State.Asking state, Aggregate aggregate, boolean counts) {
        var own = state.routes().transitions();
        var says = own.containsKey("proceed") || (!counts && !own.containsKey("all_success"));
        if (says) {
            return Optional.of("proceed");
        }
        if (!(state instanceof State.FanOut)) {
            return Optional.of("success");
        }
        if (aggregate.valid() >= aggregate.expected()) {
            return Optional.of("all_success");
        }
        return incomplete(state, true);
    }

    private static Optional<String> incomplete(State.Asking state, boolean counts) {
        var own = state.routes().transitions();
        var proceed = counts && own.containsKey("partial_success");
        if (own.containsKey("incomplete")) {
            return Optional.of("incomplete");
        }
        return proceed ? Optional.of("partial_success") : Optional.empty();
    }

    private static String failure(State.Asking state) {
        return state instanceof State.FanOut ? "all_failure" : "failure";
    }
}
