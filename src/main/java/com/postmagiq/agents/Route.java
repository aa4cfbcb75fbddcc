package com.postmagiq.agents;

import org.jspecify.annotations.Nullable;

/**
 * Where an agent's calls go.
 *
 * @param provider openai, groq, ollama, offline, and later anthropic, gemini, local
 * @param model the id sent to the provider
 * @param modelKnown whether the price table lists the model
 * @param isLlm false for the offline rules
 * @param unavailableReason a sentence naming what is missing, such as the variable with the key;
 *     null when usable
 */
public record Route(
        String provider,
        String mode,
        String model,
        boolean modelKnown,
        boolean isLlm,
        int contextWindow,
        Price price,
        @Nullable String unavailableReason) {

    public boolean available() {
        return unavailableReason == null;
    }
}
