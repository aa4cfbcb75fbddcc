package com.postmagiq.workflow.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a state declares about its ways out, and how a result key finds one of them. */
record Exits(
        @Nullable StateType type,
        boolean auditFamily,
        Map<String, String> transitions,
        @Nullable String next) {

    private static final Set<String> OUTCOMES = Set.of("proceed", "retry", "halt", "incomplete");
    private static final Set<String> UNREADABLE = Set.of("failure", "all_failure", "incomplete");
    private static final Set<String> ENDINGS = Set.of("halt", "failure", "all_failure");

    static Exits of(StateForm form) {
        return new Exits(form.type(), form.auditFamily(), form.transitions(), form.next());
    }

    static Exits of(State state) {
        return switch (state) {
            case State.Initial initial ->
                    new Exits(StateType.INITIAL, false, Map.of(), initial.next());
            case State.Asking asking ->
                    new Exits(
                            StateType.of(state),
                            asking.work().outputType().auditFamily(),
                            asking.routes().transitions(),
                            asking.routes().next());
            case State.HumanApproval human ->
                    new Exits(
                            StateType.HUMAN_APPROVAL,
                            false,
                            human.routes().transitions(),
                            human.routes().next());
            case State.Terminal _ -> new Exits(StateType.TERMINAL, false, Map.of(), null);
        };
    }

    boolean countStyle() {
        return Transitions.countStyle(auditFamily, transitions.keySet());
    }

    /** Own transitions, then {@code next}, then the defaults. */
    Optional<String> resolve(String key, Map<String, String> defaults) {
        for (var name : names(key)) {
            var own = transitions.get(name);
            if (own != null) {
                return Optional.of(own);
            }
        }
        if (next != null && nextServes(key)) {
            return Optional.of(next);
        }
        if (OUTCOMES.contains(key) && !(auditFamily && transitions.isEmpty())) {
            return Optional.empty();
        }
        return names(key).stream().filter(defaults::containsKey).findFirst().map(defaults::get);
    }

    /** Whether the product's own ending applies when the file says nothing. */
    static boolean endsByItself(String key) {
        return ENDINGS.contains(key);
    }

    /** Keys the state can come to. */
    List<String> producedKeys() {
        return switch (type) {
            case null -> List.of();
            case INITIAL, TERMINAL -> List.of();
            case SINGLE, ORCHESTRATOR_TASK ->
                    auditFamily
                            ? List.of("proceed", "retry", "halt", "incomplete", "failure")
                            : List.of("success", "failure");
            case FAN_OUT -> {
                if (!auditFamily) {
                    yield List.of("all_success", "partial_success", "all_failure");
                }
                yield countStyle()
                        ? List.of("all_success", "partial_success", "incomplete", "all_failure")
                        : List.of("proceed", "retry", "halt", "incomplete", "all_failure");
            }
            case HUMAN_APPROVAL -> List.of("approved", "feedback", "retry", "abort");
        };
    }

    /** Keys without which a run would get stuck. */
    List<String> requiredKeys() {
        return switch (type) {
            case null -> List.of();
            case INITIAL, TERMINAL -> List.of();
            case SINGLE, ORCHESTRATOR_TASK -> {
                if (!auditFamily) {
                    yield List.of("success");
                }
                yield countStyle() && transitions.containsKey("success")
                        ? List.of("proceed")
                        : List.of("proceed", "retry");
            }
            case FAN_OUT -> List.of(auditFamily && !countStyle() ? "proceed" : "all_success");
            case HUMAN_APPROVAL -> List.of("approved");
        };
    }

    /** A key and what stands for it when the file uses another of the accepted names. */
    private List<String> names(String key) {
        var fanOut = type == StateType.FAN_OUT;
        return switch (key) {
            case "success" -> auditFamily ? List.of(key) : List.of(key, "proceed");
            case "proceed" ->
                    auditFamily
                            ? List.of(key, fanOut ? "all_success" : "success")
                            : List.of(key, "success");
            case "all_success" -> auditFamily ? List.of(key) : List.of(key, "success", "proceed");
            // The slots that were required have answered; the missing ones are named to the next.
            case "partial_success" ->
                    auditFamily ? List.of(key) : List.of(key, "all_success", "success", "proceed");
            case "all_failure" -> List.of(key, "failure");
            case "incomplete" -> countStyle() ? List.of(key, "partial_success") : List.of(key);
            default -> List.of(key);
        };
    }

    /**
     * An audit that could not be read never goes on by itself, and a person's refusal never counts
     * as approval: such keys need a transition that names them.
     */
    private boolean nextServes(String key) {
        if (auditFamily) {
            return !UNREADABLE.contains(key);
        }
        return type != StateType.HUMAN_APPROVAL
                || key.equals("approved")
                || key.equals("force_complete");
    }
}
