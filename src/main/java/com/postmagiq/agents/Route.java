package com.postmagiq.agents;

import org.jspecify.annotations.Nullable;

/**
 * Where an agent's calls go.
 *
 * @param provider anthropic, openai, gemini, groq, ollama, offline or local
 * @param mode api, cli, ollama, offline or local
 * @param model the id sent to the provider
 * @param modelKnown whether the price table lists the model
 * @param isLlm false for the offline rules
 * @param unavailableReason a sentence naming what is missing, such as the variable with the key;
 *     null when usable
 * @param modelWarning a sentence when the model the agent names was retired and another one is
 *     used; else null
 */
public record Route(
        String provider,
        String mode,
        String model,
        boolean modelKnown,
        boolean isLlm,
        int contextWindow,
        Price price,
        @Nullable String unavailableReason,
        @Nullable String modelWarning) {

    public boolean available() {
        return unavailableReason == null;
    }
}
