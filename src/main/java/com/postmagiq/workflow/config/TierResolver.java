package com.postmagiq.workflow.config;

import com.postmagiq.workflow.config.WorkflowConfig.Breaker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** Works out the configuration that is effective for one tier. */
public final class TierResolver {

    private TierResolver() {}

    /**
     * Puts the tier's agents and limits in place. States with {@code tier_override: false} keep
     * their own agents; persona places are never dropped.
     *
     * @param workflowTier standard or premium; a tier the file does not mention changes nothing
     */
    public static WorkflowConfig effective(WorkflowConfig config, String workflowTier) {
        var tier = config.tiers().get(workflowTier);
        if (tier == null) {
            return config;
        }
        var states = new LinkedHashMap<String, State>();
        config.states()
                .forEach(
                        (name, state) ->
                                states.put(
                                        name,
                                        state instanceof State.Asking asking
                                                ? effective(asking, tier)
                                                : state));
        Breaker breaker = tier.breaker();
        return new WorkflowConfig(
                Collections.unmodifiableMap(states),
                config.agents(),
                config.personas(),
                config.defaultTransitions(),
                config.orchestrator(),
                config.tiers(),
                config.creditWeights(),
                breaker == null ? config.breaker() : breaker,
                config.logging(),
                config.settings(),
                config.thresholds(),
                config.quality(),
                config.version(),
                config.name(),
                config.description());
    }

    private static State effective(State.Asking state, WorkflowConfig.TierOverride tier) {
        var agents = ConfigForm.substitutes(tier, state.work().outputType());
        if (agents.isEmpty() || !state.work().tierOverride()) {
            return state;
        }
        return switch (state) {
            case State.Single single ->
                    new State.Single(
                            single.name(),
                            single.description(),
                            single.logOnEnter(),
                            single.routes(),
                            single.work(),
                            agents.getFirst(),
                            single.persona());
            case State.FanOut fanOut ->
                    new State.FanOut(
                            fanOut.name(),
                            fanOut.description(),
                            fanOut.logOnEnter(),
                            fanOut.routes(),
                            fanOut.work(),
                            slots(fanOut.slots(), agents),
                            fanOut.minSuccess());
            case State.OrchestratorTask task -> task;
        };
    }

    /** Different personas are places of their own: each is kept and gets one of the agents. */
    private static List<State.Slot> slots(List<State.Slot> own, List<String> agents) {
        var shared = own.getFirst().persona();
        var mapped = !own.stream().allMatch(slot -> Objects.equals(slot.persona(), shared));
        var cast = cast(agents, own.size(), mapped);
        var slots = new ArrayList<State.Slot>();
        for (var i = 0; i < cast.size(); i++) {
            slots.add(new State.Slot(cast.get(i), mapped ? own.get(i).persona() : shared));
        }
        return List.copyOf(slots);
    }

    /**
     * The tier's agents, one after another; over a fixed number of places they repeat or are cut.
     */
    static List<String> cast(List<String> agents, int places, boolean fixed) {
        if (!fixed) {
            return agents;
        }
        var cast = new ArrayList<String>();
        for (var i = 0; i < places; i++) {
            cast.add(agents.get(i % agents.size()));
        }
        return List.copyOf(cast);
    }
}
