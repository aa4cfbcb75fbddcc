package com.postmagiq.workflow.run;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What makes a run the continuation of another one.
 *
 * @param of the run it goes on from
 * @param state the state it enters first
 * @param visit which visit of that state it stands in for
 * @param onlySlots agents of that state that are asked again; the others keep their answers; empty
 *     asks all
 * @param seed of the visit it stands in for
 * @param overrides what differs from the other run's configuration
 * @param outputIds texts of other runs it works on
 * @param visitIds visits of other runs that come before its own
 * @param notes what people had added to the story by then, and what was added with the fork
 * @param costUsd what the inherited texts have cost; no part of this run's own cost
 * @param aboutPostId the post of the other run
 */
public record Fork(
        UUID of,
        String state,
        int visit,
        List<String> onlySlots,
        long seed,
        Overrides overrides,
        String overridesHash,
        List<UUID> outputIds,
        List<UUID> visitIds,
        List<String> notes,
        BigDecimal costUsd,
        @Nullable UUID aboutPostId) {

    /** Also of the agents, models and thresholds that its own configuration already has. */
    public record Overrides(
            Map<String, String> personas,
            Map<String, AgentChange> agents,
            Map<String, String> replaceAgents,
            Map<String, Integer> thresholds) {

        public static final Overrides NONE = new Overrides(Map.of(), Map.of(), Map.of(), Map.of());

        /** Whether the configuration itself differs. */
        public boolean ofConfig() {
            return !agents.isEmpty() || !replaceAgents.isEmpty() || !thresholds.isEmpty();
        }
    }

    /** What is different about an agent; null stays as it is. */
    public record AgentChange(
            @Nullable String model,
            @Nullable BigDecimal temperature,
            @Nullable String reasoningEffort) {}

    /** Whether an agent of the entered visit keeps the answer it gave there. */
    public boolean keeps(String enteredState, int number, String agent) {
        return enteredState.equals(state)
                && number == visit
                && !onlySlots.isEmpty()
                && !onlySlots.contains(agent);
    }
}
