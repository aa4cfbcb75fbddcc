package com.postmagiq.workflow.control;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a decision point.
 *
 * @param decision approved, feedback, retry or abort
 * @param feedback what should change; required for feedback
 * @param editedContent the person's own version of the text
 * @param contentHash of the text that was looked at
 * @param acceptFindings the edit is taken although checks block it
 */
public record DecisionRequest(
        UUID decisionId,
        String decision,
        @Nullable String feedback,
        @Nullable String editedContent,
        @Nullable String contentHash,
        boolean acceptFindings) {}
