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
 * @param jsonSchema schema of the answer when {@code task.contract().json()}
 * @param timeout wall time left for this call
 * @param idempotencyKey the id of the recorded call, sent to providers that know such a header
 */
public record AgentRequest(
        AgentDefinition agent,
        String system,
        List<Message> messages,
        Task task,
        @Nullable String jsonSchema,
        Duration timeout,
        UUID idempotencyKey) {

    public AgentRequest {
        messages = List.copyOf(messages);
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
