package com.postmagiq.workflow.experiment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of an experiment.
 *
 * @param setRevision of the set when it began
 * @param stopReason cost_cap, credit_cap, workspace_budget or cancelled, where cells were skipped
 * @param seed draws the sides of blind reading
 */
record Experiment(
        UUID id,
        UUID setId,
        int setRevision,
        String label,
        Arm.Pair arms,
        int repeats,
        Status status,
        @Nullable String stopReason,
        BigDecimal maxCostUsd,
        int maxCredits,
        int creditsQuoted,
        long seed,
        @Nullable UUID createdBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {

    static final String CANCELLED = "cancelled";

    /** What it is doing; failed when not a single cell completed. */
    enum Status {
        QUEUED,
        RUNNING,
        COMPLETE,
        CANCELLED,
        FAILED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean terminal() {
            return this == COMPLETE || this == CANCELLED || this == FAILED;
        }
    }
}
