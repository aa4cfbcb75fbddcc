package com.postmagiq.workflow.control;

import java.math.BigDecimal;
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
        @Nullable BigDecimal maxCostUsd) {}
