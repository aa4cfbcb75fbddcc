package com.postmagiq.workflow.control;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a run.
 *
 * @param story the author's raw text, 20 to 100,000 characters
 * @param storyLabel what to call it; the story's first words otherwise
 * @param config slug; the deployment's default otherwise
 * @param tier standard or premium
 * @param platform linkedin, x or threads
 * @param shape FULL, PARTIAL, OBSERVATION, SHORT or REVERSAL; found from the story otherwise
 * @param unattended a limit stops the run instead of asking a person
 * @param skipQuestions the reviewer may not send the author back
 * @param startPaused wait until somebody resumes or steps
 * @param maxCostUsd hard cap; the configuration's otherwise
 * @param quoteId a price that was told and must still hold
 * @param maxCredits what the run may cost in credits at most, paid revisions included; the quote
 *     otherwise
 */
public record StartRequest(
        String story,
        @Nullable String storyLabel,
        @Nullable String config,
        @Nullable String tier,
        @Nullable String platform,
        @Nullable String shape,
        boolean unattended,
        boolean skipQuestions,
        boolean startPaused,
        @Nullable BigDecimal maxCostUsd,
        @Nullable UUID quoteId,
        @Nullable Integer maxCredits) {

    /** Without a price that was told, and with the usual cap in credits. */
    public StartRequest(
            String story,
            @Nullable String storyLabel,
            @Nullable String config,
            @Nullable String tier,
            @Nullable String platform,
            @Nullable String shape,
            boolean unattended,
            boolean skipQuestions,
            boolean startPaused,
            @Nullable BigDecimal maxCostUsd) {
        this(
                story,
                storyLabel,
                config,
                tier,
                platform,
                shape,
                unattended,
                skipQuestions,
                startPaused,
                maxCostUsd,
                null,
                null);
    }
}
