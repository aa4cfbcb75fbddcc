package com.postmagiq.workflow.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a workspace are listed; a part that is null does not narrow.
 *
 * @param forkOf runs that began inside this one
 * @param purpose post, fork or evaluation; without it, runs of experiments are left out
 * @param from created at this moment or later
 * @param to created before this moment
 * @param words part of a label, or a run number
 */
public record RunFilter(
        @Nullable String status,
        @Nullable String config,
        @Nullable UUID postId,
        @Nullable String storyKey,
        @Nullable UUID forkOf,
        @Nullable String purpose,
        @Nullable UUID startedBy,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String words) {

    /** All runs but those of experiments, or those in one status. */
    public static RunFilter ofStatus(@Nullable String status) {
        return new RunFilter(status, null, null, null, null, null, null, null, null, null);
    }
}
