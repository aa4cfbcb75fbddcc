package com.postmagiq.workflow.config;

import java.util.Optional;
import java.util.Set;

/** Finds the target of a state's result. */
public final class Transitions {
    private static final Set<String> VERDICT_KEYS = Set.of("proceed", "retry", "halt");

    private Transitions() {}

    /**
     * Looks a result up: own transitions (a fan-out's partial success takes its full success when
     * it has no own), then {@code next}, then {@code default_transitions}, then the product's own
     * endings. {@code next} never serves an unreadable audit or a person's refusal.
     *
     * @param key as the state produced it, such as {@code all_success}
     */
    public static Transition resolve(WorkflowConfig config, State state, String key) {
        if (state instanceof State.Initial initial) {
            return new Transition.ToState(initial.next());
        }
        var target = Exits.of(state).resolve(key, config.defaultTransitions());
        if (target.isPresent()) {
            return new Transition.ToState(target.get());
        }
        if (Exits.endsByItself(key)) {
            return new Transition.BuiltIn(key, errorTerminal(config).orElse(null));
        }
        return key.equals("abort") && state instanceof State.HumanApproval
                ? new Transition.BuiltIn(key, null)
                : new Transition.None(key);
    }

    /** The state that a passed check or an approval leads to. */
    public static Optional<String> forward(WorkflowConfig config, State state) {
        var exits = Exits.of(state);
        if (state instanceof State.Initial initial) {
            return Optional.of(initial.next());
        }
        return exits.requiredKeys().stream()
                .findFirst()
                .flatMap(key -> exits.resolve(key, config.defaultTransitions()));
    }

    /**
     * Whether a state with verdicts names its ways out only by how many auditors agreed ({@code
     * all_success}, {@code partial_success}, {@code all_failure}).
     */
    public static boolean countStyle(State.Asking state) {
        return countStyle(
                state.work().outputType().auditFamily(), state.routes().transitions().keySet());
    }

    /**
     * The key that stands for a verdict in a count-style state.
     *
     * @param outcome proceed, retry, halt, incomplete or all_failure
     * @param someUnavailable at least one auditor gave no valid verdict
     */
    public static String countKey(String outcome, boolean someUnavailable) {
        return switch (outcome) {
            case "proceed" -> someUnavailable ? "partial_success" : "all_success";
            case "retry", "halt", "all_failure" -> "all_failure";
            default -> outcome;
        };
    }

    static boolean countStyle(boolean auditFamily, Set<String> ownKeys) {
        return auditFamily
                && !ownKeys.isEmpty()
                && VERDICT_KEYS.stream().noneMatch(ownKeys::contains);
    }

    private static Optional<String> errorTerminal(WorkflowConfig config) {
        return config.states().values().stream()
                .filter(state -> state instanceof State.Terminal terminal && terminal.error())
                .map(State::name)
                .findFirst();
    }
}
