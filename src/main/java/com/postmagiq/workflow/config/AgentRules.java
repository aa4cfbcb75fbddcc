package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Rules about agents: defined, switched on, routable, with a known price. */
final class AgentRules {
    private final ConfigForm form;
    private final ModelKnowledge models;
    private final Issues issues;

    AgentRules(ConfigForm form, ModelKnowledge models, Issues issues) {
        this.form = form;
        this.models = models;
        this.issues = issues;
    }

    void check() {
        for (var state : form.states().values()) {
            state.slots().forEach(slot -> used(slot.agent(), slot.path()));
        }
        form.tiers()
                .forEach(
                        (name, tier) -> {
                            var path = "/tiers/" + name;
                            used(tier.draftAgents(), path + "/draft_agents");
                            used(tier.auditAgents(), path + "/audit_agents");
                        });
        var orchestrator = form.orchestrator();
        if (orchestrator != null && orchestrator.agent() != null) {
            used(orchestrator.agent(), "/orchestrator/agent");
        }
        form.agents().values().forEach(this::definition);
        weights();
        fallbackCycles();
    }

    private void used(List<String> agents, String path) {
        for (var i = 0; i < agents.size(); i++) {
            used(agents.get(i), path + "/" + i);
        }
    }

    private void used(String name, String path) {
        var agent = form.agents().get(name);
        if (agent == null) {
            issues.error(
                    "agent.not_defined",
                    path,
                    "Agent '%s' is used but not defined; add it under 'agents'.".formatted(name));
        } else if (!agent.enabled()) {
            issues.error(
                    "agent.disabled",
                    path,
                    "Agent '%s' is switched off; set 'enabled: true' or use another."
                            .formatted(name));
        }
    }

    private void definition(AgentDefinition agent) {
        var path = path(agent);
        used(agent.fallback(), path + "/fallback");
        var provider = models.provider(agent);
        if (provider.isEmpty()) {
            issues.error(
                    "agent.unroutable",
                    path,
                    "Neither the name '%s' nor 'provider' nor 'type' tells whom to ask; add"
                                    .formatted(agent.name())
                            + " 'provider'.");
            return;
        }
        models.retired(agent)
                .ifPresent(
                        sentence ->
                                issues.warning("agent.retired_model", path + "/model", sentence));
        if (!agent.enabled() || models.modelKnown(agent)) {
            return;
        }
        var message =
                "The model '%s' is not in the model table, so its price is unknown; %s"
                        .formatted(
                                agent.model(),
                                agent.costPer1k() == null
                                        ? "correct the name or state 'cost_per_1k'."
                                        : "check the name; 'cost_per_1k' is used.");
        if (agent.costPer1k() == null && !models.free(provider.get())) {
            issues.error("agent.unknown_model", path + "/model", message);
        } else {
            issues.warning("agent.unknown_model", path + "/model", message);
        }
    }

    private void weights() {
        var weights = form.creditWeights();
        for (var i = 0; i < weights.standard().size(); i++) {
            weighed(weights.standard().get(i), "/credit_weights/standard/" + i);
        }
        for (var i = 0; i < weights.premium().size(); i++) {
            weighed(weights.premium().get(i), "/credit_weights/premium/" + i);
        }
        for (var agent : weights.weights().keySet()) {
            weighed(agent, YamlNode.child("/credit_weights/weights", agent));
        }
    }

    private void weighed(String name, String path) {
        if (!form.agents().containsKey(name)) {
            issues.warning(
                    "agent.not_defined",
                    path,
                    "Agent '%s' has a weight but is not defined; remove it or add it under"
                                    .formatted(name)
                            + " 'agents'.");
        }
    }

    private void fallbackCycles() {
        Set<String> reported = new HashSet<>();
        for (var agent : form.agents().values()) {
            var onCycle = reachableByFallback(agent);
            if (onCycle.contains(agent.name()) && !reported.contains(agent.name())) {
                issues.error(
                        "agent.fallback_cycle",
                        path(agent) + "/fallback",
                        "The fallbacks of '%s' lead back to it; break the circle."
                                .formatted(agent.name()));
                reported.addAll(onCycle);
            }
        }
    }

    private Set<String> reachableByFallback(AgentDefinition from) {
        var seen = new LinkedHashSet<String>();
        collect(from, seen);
        return seen;
    }

    private void collect(AgentDefinition from, Set<String> seen) {
        for (var name : from.fallback()) {
            var next = form.agents().get(name);
            if (next != null && seen.add(name)) {
                collect(next, seen);
            }
        }
    }

    private static String path(AgentDefinition agent) {
        return YamlNode.child("/agents", agent.name());
    }
}
