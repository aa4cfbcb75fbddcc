package com.postmagiq.workflow.history;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and money of a run as the interface shows them; money is left out without the right to see
 * it.
 */
public final class TokenViews {
    private TokenViews() {}

    /** Tokens and money of one agent. */
    public record AgentTokens(
            String agent,
            String provider,
            String model,
            int invocations,
            long input,
            long output,
            long total,
            @Nullable BigDecimal costUsd,
            boolean estimated,
            @Nullable ContextUse context) {}

    /**
     * How full the context of a model was at most.
     *
     * @param max tokens the model takes
     * @param used tokens in and out of the fullest call
     */
    public record ContextUse(
            long max,
            long used,
            BigDecimal percent,
            @Schema(allowableValues = {"healthy", "moderate", "warning", "critical"})
                    String status) {}

    /** Tokens and money of one state over its visits. */
    public record StateTokens(
            String state,
            int visits,
            int invocations,
            long input,
            long output,
            long total,
            @Nullable BigDecimal costUsd,
            double durationS) {}

    /** Calls and money of one purpose: main, repair, fallback or lost. */
    public record PurposeTokens(int invocations, @Nullable BigDecimal costUsd) {}

    /** Tokens of a run, broken down; both lists sum to the totals. */
    @Schema(name = "TokenBreakdown")
    public record Tokens(
            UUID runId,
            long totalInput,
            long totalOutput,
            long total,
            @Nullable BigDecimal totalCostUsd,
            @Nullable BigDecimal uncertainCostUsd,
            List<AgentTokens> byAgent,
            List<StateTokens> byState,
            Map<String, PurposeTokens> byPurpose) {}
}
