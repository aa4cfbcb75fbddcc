package com.postmagiq.agents;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param system role, rules and voice
 * @param messages the conversation; the last one is the person's turn with the materials
 * @param sessionId a tool's own name of the conversation so far; it is told only the last turn then
 * @param jsonSchema schema of the answer when {@code task.contract().json()}
 * @param timeout wall time left for this call
 * @param idempotencyKey the id of the recorded call, sent to providers that know such a header
 * @param seed of the visit the call belongs to; a model of one's own gives the same text for it
 */
public record AgentRequest(
        AgentDefinition agent,
        String system,
        List<Message> messages,
        Task task,
        @Nullable String jsonSchema,
        Duration timeout,
        UUID idempotencyKey,
        @Nullable String sessionId,
        long seed) {

    public AgentRequest {
        messages = List.copyOf(messages);
    }

    /** A call that begins its conversation, or repeats it in full. */
    public AgentRequest(
            AgentDefinition agent,
            String system,
            List<Message> messages,
            Task task,
            @Nullable String jsonSchema,
            Duration timeout,
            UUID idempotencyKey) {
        this(agent, system, messages, task, jsonSchema, timeout, idempotencyKey, null, 0);
    }

    /**
     * The role and, where the answer must be JSON, its schema. It travels in words: sent as a
     * strict schema it is refused by models that know only JSON mode, and by all when a field is
     * optional.
     */
    public String instructions() {
        return jsonSchema == null || !task.contract().json()
                ? system
                : system
                        + "\n\nAnswer with one JSON object that fits this JSON schema:\n"
                        + jsonSchema;
    }

    /** The same with less time. */
    public AgentRequest within(Duration limit) {
        return limit.compareTo(timeout) < 0
                ? new AgentRequest(
                        agent,
                        system,
                        messages,
                        task,
                        jsonSchema,
                        limit,
                        idempotencyKey,
                        sessionId,
                        seed)
                : this;
    }

    /** One turn of a conversation. */
    public record Message(Role role, String text) {
        /** Whose turn it is. */
        public enum Role {
            USER,
            ASSISTANT
        }
    }
}
