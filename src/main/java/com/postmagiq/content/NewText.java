package com.postmagiq.content;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text to store as a version of a post.
 *
 * @param content as it is stored, never blank
 * @param author null for the system
 * @param runId the run that wrote it
 */
record NewText(
        String content,
        @Nullable String title,
        @Nullable String label,
        Source source,
        @Nullable UUID author,
        @Nullable UUID runId) {

    /** Where a version comes from. */
    enum Source {
        MANUAL,
        WORKFLOW,
        IMPORT,
        RESTORE,
        SUGGESTION;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
