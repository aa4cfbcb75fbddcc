package com.postmagiq.workflow.answer;

import org.jspecify.annotations.Nullable;

/** Scores by dimension, 1 to 10 each; null where the judge gave none that can be read. */
public record Dimensions(
        @Nullable Integer hook,
        @Nullable Integer specifics,
        @Nullable Integer voice,
        @Nullable Integer structure) {
    public static final Dimensions NONE = new Dimensions(null, null, null, null);
}
