package com.postmagiq.quality;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text whose facts a post may use: the story, or what a person added to it later. Drafts by
 * agents are never sources.
 *
 * @param outputId the stored output the text came from, if it has one
 */
public record Source(Kind kind, @Nullable UUID outputId, String text) {
    /** Where a source came from. */
    public enum Kind {
        STORY,
        FEEDBACK
    }

    public static Source story(String text) {
        return new Source(Kind.STORY, null, text);
    }
}
