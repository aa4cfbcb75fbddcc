package com.postmagiq.agents;

import org.jspecify.annotations.Nullable;

/**
 * One text a call works on.
 *
 * @param path name inside the run, such as {@code drafts/offline-scene.md}
 * @param label what the prompt calls it, such as "Draft A"
 * @param agent who wrote it; null for the author's own words
 */
public record Material(String path, Kind kind, String label, @Nullable String agent, String text) {
    /** What a text is in the chain. */
    public enum Kind {
        STORY,
        REVIEW,
        PROCESSED,
        DRAFT,
        AUDIT,
        FINAL,
        OTHER
    }
}
