package com.postmagiq.workflow.answer;

import org.jspecify.annotations.Nullable;

/**
 * Something a text claims and the source does not.
 *
 * @param draft which draft it stands in: its neutral label in an answer, its agent in a verdict;
 *     null when the judge named none
 */
public record Fabrication(String text, @Nullable String why, @Nullable String draft) {

    public Fabrication in(@Nullable String agent) {
        return new Fabrication(text, why, agent);
    }
}
