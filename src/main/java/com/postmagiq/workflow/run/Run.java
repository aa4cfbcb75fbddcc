package com.postmagiq.workflow.run;

import com.postmagiq.workflow.limits.RunCounters;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a run.
 *
 * @param number 1, 2, 3... in the workspace
 * @param configVersion null for a file of the command line
 * @param currentState the state to execute next, or the one that waits
 * @param counters what the circuit breaker counts since the last human decision
 * @param transitions all transitions so far; never goes back
 * @param activeMs milliseconds in status running with work claimed
 * @param maxCostUsd hard cap in USD; 0 means no paid call at all
 * @param heldCostUsd worst-case estimates of calls now in flight
 * @param pendingFeedback by state name
 * @param lastSeq number of the last event
 * @param fence raised by each claim; a writer with an older one is refused
 * @param crashes claims in a row that found the run abandoned
 * @param fork where it goes on from; null for a run of its own
 * @param trial what differs from the configuration by name, when the run is a cell of an
 *     experiment; null for all others
 */
public record Run(
        UUID workspaceId,
        UUID id,
        long number,
        String label,
        @Nullable String storyLabel,
        String storyKey,
        int iteration,
        String configSlug,
        @Nullable Integer configVersion,
        String configHash,
        String tier,
        String platform,
        @Nullable String shape,
        boolean offline,
        boolean unattended,
        boolean skipQuestions,
        @Nullable UUID startedBy,
        @Nullable UUID parentRunId,
        int attempt,
        RunStatus status,
        String currentState,
        @Nullable String finalState,
        boolean pauseRequested,
        boolean stepRequested,
        @Nullable String pauseReason,
        @Nullable RunError error,
        RunCounters counters,
        int transitions,
        long activeMs,
        BigDecimal maxCostUsd,
        long totalInputTokens,
        long totalOutputTokens,
        BigDecimal totalCostUsd,
        BigDecimal uncertainCostUsd,
        BigDecimal heldCostUsd,
        int creditsQuoted,
        @Nullable Integer creditsCharged,
        Map<String, PendingFeedback> pendingFeedback,
        long lastSeq,
        long fence,
        int crashes,
        @Nullable Integer finalScore,
        @Nullable UUID finalOutputId,
        @Nullable UUID postId,
        @Nullable UUID forcedBy,
        @Nullable String forcedReason,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        @Nullable Fork fork,
        Fork.@Nullable Overrides trial) {

    public long totalTokens() {
        return totalInputTokens + totalOutputTokens;
    }

    /**
     * Whether its text becomes a post: those of forks are adopted, those of experiments compared.
     */
    public boolean writesPost() {
        return fork == null && trial == null;
    }

    /** Other texts of roles for this run alone, by the role's slug. */
    public Map<String, String> otherPersonas() {
        var overrides = fork == null ? trial : fork.overrides();
        return overrides == null ? Map.of() : overrides.personas();
    }
}
