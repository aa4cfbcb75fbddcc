package com.postmagiq.workflow.persona;

import com.postmagiq.workflow.config.ContentHash;

/**
 * A text that becomes part of prompts: house rules or a voice.
 *
 * @param slug such as {@code core} or {@code professional}
 * @param version 1 for what shipped; counts edits of a workspace's own
 */
public record PromptText(String slug, String name, String text, int version) {

    public String contentHash() {
        return ContentHash.of(text);
    }
}
