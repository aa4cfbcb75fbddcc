package com.postmagiq.workflow.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a completed run's text becomes a post. */
public interface FinishedPosts {
    /**
     * A text that went through the whole chain.
     *
     * @param postId the post the run was made for; null makes a new one
     * @param adopted somebody chose to take the text, as a save by hand
     */
    record Finished(
            UUID runId,
            long runNumber,
            @Nullable UUID postId,
            String label,
            @Nullable String shape,
            String story,
            String text,
            @Nullable UUID startedBy,
            boolean offline,
            boolean adopted) {}

    /** Stores it in the caller's transaction; the id of the post. */
    UUID store(Finished finished);
}
