package com.postmagiq.agents;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named, configured way to call a model, as a workflow configuration declares it.
 *
 * @param type api, cli, ollama, offline or local: a preference; null derives it from the name
 * @param provider wins over the name's prefix
 * @param model alias or full id; null takes the provider's default
 * @param maxTokens limit of the answer, reasoning included
 * @param timeout wall time of one call; null takes the configuration's
 * @param costPer1k overrides the price table
 * @param fallback agents tried in order when this one is unavailable
 * @param autoPull whether a server of one's own may fetch the model when it is missing
 */
public record AgentDefinition(
        String name,
        @Nullable String type,
        @Nullable String provider,
        boolean enabled,
        @Nullable String model,
        @Nullable String reasoningEffort,
        @Nullable Integer contextWindow,
        int maxTokens,
        @Nullable Double temperature,
        @Nullable Duration timeout,
        @Nullable Price costPer1k,
        @Nullable String systemPrompt,
        List<String> fallback,
        int maxSessionMessages,
        boolean autoPull) {

    public static final int DEFAULT_MAX_TOKENS = 4096;
    public static final int DEFAULT_SESSION_MESSAGES = 50;

    public AgentDefinition {
        fallback = List.copyOf(fallback);
    }

    /** An agent of which only the name is known. */
    public static AgentDefinition named(String name) {
        return new AgentDefinition(
                name,
                null,
                null,
                true,
                null,
                null,
                null,
                DEFAULT_MAX_TOKENS,
                null,
                null,
                null,
                null,
                List.of(),
                DEFAULT_SESSION_MESSAGES,
                true);
    }

    /** The same with a model, and its context where none is set. */
    AgentDefinition using(String otherModel, int context) {
        return new AgentDefinition(
                name,
                type,
                provider,
                enabled,
                otherModel,
                reasoningEffort,
                contextWindow == null ? Integer.valueOf(context) : contextWindow,
                maxTokens,
                temperature,
                timeout,
                costPer1k,
                systemPrompt,
                fallback,
                maxSessionMessages,
                autoPull);
    }
}
