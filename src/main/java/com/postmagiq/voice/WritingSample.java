package com.postmagiq.voice;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text an author wrote.
 *
 * @param authorLabel whose voice; an agency keeps several authors apart
 * @param sourceType prompt, upload, transcript, post or import
 * @param language ISO 639-1, as it was found
 * @param excluded kept, but not counted and not analysed
 */
record WritingSample(
        UUID id,
        String authorLabel,
        @Schema(allowableValues = {"prompt", "upload", "transcript", "post", "import"})
                String sourceType,
        @Nullable String promptId,
        @Nullable String promptText,
        @Nullable String title,
        String content,
        int wordCount,
        String language,
        boolean excluded,
        Instant createdAt,
        Instant updatedAt) {}
