package com.postmagiq.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param content never blank
 * @param truncated the answer stopped at its length limit
 * @param modelReported the model as the provider named it
 * @param notes sentences for the person about what was not done, such as an instruction that was
 *     not understood; mostly empty
 */
public record AgentAnswer(
        String content,
        boolean truncated,
        Usage usage,
        String modelReported,
        @Nullable String providerRequestId,
        List<String> notes,
        @Nullable String sessionId) {

    /** An answer of a provider that keeps no conversation. */
    public AgentAnswer(
            String content,
            boolean truncated,
            Usage usage,
            String modelReported,
            @Nullable String providerRequestId,
            List<String> notes) {
        this(content, truncated, usage, modelReported, providerRequestId, notes, null);
    }

    public AgentAnswer {
        notes = List.copyOf(notes);
    }
}
