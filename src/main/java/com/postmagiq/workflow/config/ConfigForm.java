package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.workflow.config.WorkflowConfig.Breaker;
import com.postmagiq.workflow.config.WorkflowConfig.CreditWeights;
import com.postmagiq.workflow.config.WorkflowConfig.Orchestrator;
import com.postmagiq.workflow.config.WorkflowConfig.TierOverride;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file after reading, as the rules look at it: every part typed, faults included. */
record ConfigForm(
        Map<String, StateForm> states,
        Map<String, AgentDefinition> agents,
        PersonaAliases aliases,
        Map<String, String> defaultTransitions,
        @Nullable Orchestrator orchestrator,
        Map<String, TierOverride> tiers,
        CreditWeights creditWeights,
        Breaker breaker) {

    Optional<StateForm> initial() {
        return states.values().stream().filter(state -> state.is(StateType.INITIAL)).findFirst();
    }

    Optional<StateForm> errorTerminal() {
        return states.values().stream()
                .filter(state -> state.is(StateType.TERMINAL) && state.error())
                .findFirst();
    }

    /** Agents a tier would put into a state; empty when it leaves the state alone. */
    static List<String> substitutes(TierOverride tier, OutputType type) {
        return switch (type) {
            case DRAFT -> tier.draftAgents();
            case AUDIT, FINAL_AUDIT -> tier.auditAgents();
            case REVIEW, PROCESSED, FINAL, ANALYSIS, OTHER -> List.of();
        };
    }
}
