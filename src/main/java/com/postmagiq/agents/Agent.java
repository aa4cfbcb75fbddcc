package com.postmagiq.agents;

/**
 * Something that answers a call: a model behind HTTP, later a command-line tool, or the offline
 * rules.
 */
public interface Agent {

    /**
     * Asks once; retries belong to the caller, which records each of them. May take minutes; hold
     * no transaction. An interrupt ends the call with {@code CANCELLED}.
     *
     * @throws AgentFailure when there is no usable answer
     */
    AgentAnswer ask(AgentRequest request, DeltaListener onDelta);
}
