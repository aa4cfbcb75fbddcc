package com.postmagiq.workflow.run;

import com.postmagiq.agents.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request to one agent: the unit of payment.
 *
 * @param contextUsedPercent prompt and answer of what the model can take at once; above 100 when
 *     the prompt was not sent for that reason; null where nobody knows
 */
public record Invocation(
        UUID id,
        UUID runId,
        UUID visitId,
        String state,
        int visit,
        int slot,
        int round,
        int attempt,
        String purpose,
        String agent,
        String plannedAgent,
        String provider,
        String model,
        String persona,
        String personaVersion,
        Status status,
        long fence,
        String requestHash,
        BigDecimal estimateUsd,
        BigDecimal priceIn,
        BigDecimal priceOut,
        Billing billing,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        boolean estimated,
        @Nullable BigDecimal costUsd,
        boolean isLlm,
        boolean truncated,
        @Nullable String answer,
        List<String> answerNotes,
        @Nullable String errorCode,
        @Nullable String error,
        @Nullable Long retryAfterMs,
        @Nullable BigDecimal contextUsedPercent,
        @Nullable Long durationMs,
        Instant startedAt,
        @Nullable Instant completedAt) {

    /** Who is paid for a call: tools of a flat subscription are listed at what others would pay. */
    public enum Billing {
        METERED,
        SUBSCRIPTION;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a call ended. */
    public enum Status {
        STARTED,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        MALFORMED,
        LOST,
        LATE,
        CANCELLED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean degraded() {
        return !agent.equals(plannedAgent);
    }

    /** Tokens as stored; zero where nothing is known. */
    public Usage usage() {
        return new Usage(
                inputTokens == null ? 0 : inputTokens,
                outputTokens == null ? 0 : outputTokens,
                0,
                0,
                estimated);
    }
}
