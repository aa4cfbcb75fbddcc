package com.postmagiq.workflow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The n-th entry of a run into a state.
 *
 * @param round 0, or how often missing verdicts were asked for again
 * @param inputOutputIds the texts it works on, fixed at its start so that a repetition sees the
 *     same
 * @param seed draws the neutral labels of drafts
 */
public record Visit(
        UUID id,
        UUID runId,
        String state,
        String type,
        int visit,
        int round,
        PendingFeedback feedback,
        List<UUID> inputOutputIds,
        long seed,
        @Nullable String transition,
        @Nullable String nextState,
        @Nullable Long durationMs,
        Instant startedAt,
        @Nullable Instant completedAt) {

    public boolean open() {
        return completedAt == null;
    }

    /** As it stands after it was left. */
    public Visit left(String by, String next, Instant at) {
        return new Visit(
                id,
                runId,
                state,
                type,
                visit,
                round,
                feedback,
                inputOutputIds,
                seed,
                by,
                next,
                Duration.between(startedAt, at).toMillis(),
                startedAt,
                at);
    }

    public Visit inRound(int next) {
        return new Visit(
                id,
                runId,
                state,
                type,
                visit,
                next,
                feedback,
                inputOutputIds,
                seed,
                transition,
                nextState,
                durationMs,
                startedAt,
                completedAt);
    }
}
