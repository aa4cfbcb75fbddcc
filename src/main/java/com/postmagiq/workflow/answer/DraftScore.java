package com.postmagiq.workflow.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a judge of several drafts says about one of them.
 *
 * @param draft its neutral label in an answer, its agent in a verdict
 * @param score 1 to 10, null if it cannot be read
 */
public record DraftScore(
        String draft,
        @Nullable Integer score,
        Dimensions dimensions,
        List<String> strengths,
        List<Fabrication> fabrications) {
    public DraftScore {
        strengths = List.copyOf(strengths);
        fabrications = List.copyOf(fabrications);
    }
}
