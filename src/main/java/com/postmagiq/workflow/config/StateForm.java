package com.postmagiq.workflow.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state as it was written, faults included; it becomes a {@link State} when the whole file is
 * sound.
 *
 * @param type null when the file names no known one
 * @param slots agents with the persona each one gets, after aliases; empty when none is named
 * @param ownPersonas the file maps personas to agents, so their number is fixed
 */
record StateForm(
        String name,
        String path,
        @Nullable StateType type,
        @Nullable String description,
        List<String> logOnEnter,
        Map<String, String> transitions,
        @Nullable String next,
        List<SlotForm> slots,
        boolean ownPersonas,
        @Nullable String prompt,
        State.Work work,
        @Nullable Duration timeout,
        int minSuccess,
        boolean error) {

    /**
     * One agent place.
     *
     * @param path where the agent is named
     * @param personaPath where its persona is named
     */
    record SlotForm(String agent, String path, @Nullable String persona, String personaPath) {}

    boolean is(StateType wanted) {
        return type == wanted;
    }

    boolean asksAgents() {
        return type != null && type.asksAgents();
    }

    boolean auditFamily() {
        return asksAgents() && work.outputType().auditFamily();
    }

    /** A state with verdicts whose ways out only count who answered. */
    boolean countStyle() {
        return Transitions.countStyle(auditFamily(), transitions.keySet());
    }

    /** Only for files without errors. */
    State toState() {
        if (type == null) {
            throw new IllegalStateException("State " + name + " has no type.");
        }
        var routes = new State.Routes(transitions, next);
        return switch (type) {
            case INITIAL -> new State.Initial(name, description, logOnEnter, required(next));
            case SINGLE -> {
                var slot = slots.getFirst();
                yield new State.Single(
                        name, description, logOnEnter, routes, work, slot.agent(), slot.persona());
            }
            case FAN_OUT ->
                    new State.FanOut(
                            name,
                            description,
                            logOnEnter,
                            routes,
                            work,
                            slots.stream()
                                    .map(slot -> new State.Slot(slot.agent(), slot.persona()))
                                    .toList(),
                            minSuccess);
            case ORCHESTRATOR_TASK -> {
                var slot = slots.getFirst();
                yield new State.OrchestratorTask(
                        name,
                        description,
                        logOnEnter,
                        routes,
                        work,
                        slot.agent(),
                        slot.persona(),
                        prompt);
            }
            case HUMAN_APPROVAL ->
                    new State.HumanApproval(
                            name, description, logOnEnter, routes, prompt, work.input(), timeout);
            case TERMINAL -> new State.Terminal(name, description, logOnEnter, error);
        };
    }

    private String required(@Nullable String target) {
        if (target == null) {
            throw new IllegalStateException("State " + name + " has no next state.");
        }
        return target;
    }
}
