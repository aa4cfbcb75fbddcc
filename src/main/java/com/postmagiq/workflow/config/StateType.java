package com.postmagiq.workflow.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The six kinds of state, as a file names them, and the result keys each may declare. */
public enum StateType {
    INITIAL("initial"),
    SINGLE("single"),
    FAN_OUT("fan-out"),
    ORCHESTRATOR_TASK("orchestrator-task"),
    HUMAN_APPROVAL("human-approval"),
    TERMINAL("terminal");

    private final String slug;

    StateType(String slug) {
        this.slug = slug;
    }

    public String slug() {
        return slug;
    }

    public static Optional<StateType> of(String slug) {
        return Arrays.stream(values()).filter(type -> type.slug.equals(slug)).findFirst();
    }

    public static StateType of(State state) {
        return switch (state) {
            case State.Initial _ -> INITIAL;
            case State.Single _ -> SINGLE;
            case State.FanOut _ -> FAN_OUT;
            case State.OrchestratorTask _ -> ORCHESTRATOR_TASK;
            case State.HumanApproval _ -> HUMAN_APPROVAL;
            case State.Terminal _ -> TERMINAL;
        };
    }

    static List<String> slugs() {
        return Arrays.stream(values()).map(StateType::slug).toList();
    }

    boolean asksAgents() {
        return this == SINGLE || this == FAN_OUT || this == ORCHESTRATOR_TASK;
    }

    /** Keys that {@code transitions} may hold. */
    Set<String> acceptedKeys(boolean auditFamily) {
        return switch (this) {
            case INITIAL, TERMINAL -> Set.of();
            case SINGLE, ORCHESTRATOR_TASK ->
                    auditFamily
                            ? Set.of("proceed", "retry", "halt", "failure", "success", "incomplete")
                            : Set.of("success", "failure", "proceed", "halt");
            case FAN_OUT ->
                    auditFamily
                            ? Set.of(
                                    "proceed",
                                    "retry",
                                    "halt",
                                    "incomplete",
                                    "all_success",
                                    "partial_success",
                                    "all_failure",
                                    "failure")
                            : Set.of(
                                    "all_success",
                                    "partial_success",
                                    "all_failure",
                                    "success",
                                    "failure",
                                    "proceed");
            case HUMAN_APPROVAL ->
                    Set.of("approved", "feedback", "abort", "retry", "force_complete");
        };
    }
}
