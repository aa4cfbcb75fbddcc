package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import java.util.Optional;

/** What a validation has to know about models and providers. */
public interface ModelKnowledge {
    /** Where the agent's calls would go; empty when neither name, provider nor type tell. */
    Optional<String> provider(AgentDefinition agent);

    /** Whether the agent's model is in the model table, so that its price is known. */
    boolean modelKnown(AgentDefinition agent);

    /** Whether calls cost no money. */
    boolean free(String provider);

    /** A sentence when the agent's model was retired and another one is used in its place. */
    Optional<String> retired(AgentDefinition agent);
}
