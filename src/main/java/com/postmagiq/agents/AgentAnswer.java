package com.postmagiq.agents;

import org.jspecify.annotations.Nullable;

/**
 * What came back.
 *
 * @param content never blank
 * @param truncated the answer stopped at its length limit
 * @param modelReported the model as the provider named it
 */
public record AgentAnswer(
        String content,
        boolean truncated,
        Usage usage,
        String modelReported,
        @Nullable String providerRequestId) {}
