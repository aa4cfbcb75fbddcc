package com.postmagiq.agents;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said, as a model heard it.
 *
 * @param language as the provider names it, such as {@code english}
 * @param durationSeconds of the audio; null when the provider did not say
 * @param tokensUsed for our accounts: one for each started cent, at least one
 * @param costUsd at the model's price for an hour of audio, six digits
 */
public record Transcript(
        String text,
        @Nullable String language,
        @Nullable BigDecimal durationSeconds,
        List<Segment> segments,
        int tokensUsed,
        BigDecimal costUsd) {

    /** A piece of it; times in seconds from the beginning. */
    public record Segment(double start, double end, String text) {}
}
