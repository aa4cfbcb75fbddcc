package com.postmagiq.workflow.control;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.Agents;
import com.postmagiq.workflow.config.KnownModels;
import com.postmagiq.workflow.config.ModelKnowledge;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the product ships with and what the operator has added or retired since. A configuration a
 * run is pinned to stays valid: nothing that is known becomes unknown.
 */
@Component
class ListedModels implements ModelKnowledge {
    private final KnownModels shipped = new KnownModels();
    private final Agents agents;

    ListedModels(Agents agents) {
        this.agents = agents;
    }

    @Override
    public Optional<String> provider(AgentDefinition agent) {
        return shipped.provider(agent);
    }

    @Override
    public boolean modelKnown(AgentDefinition agent) {
        return shipped.modelKnown(agent) || agents.route(agent).modelKnown();
    }

    @Override
    public boolean free(String provider) {
        return shipped.free(provider);
    }

    @Override
    public Optional<String> retired(AgentDefinition agent) {
        return agents.modelWarning(agent);
    }
}
