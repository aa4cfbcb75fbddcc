package com.postmagiq.workflow.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code personas} map of a file: names a state may use for a persona. */
record PersonaAliases(Map<String, String> slugs) {

    @Nullable String resolve(@Nullable String name) {
        return name == null ? null : slugs.getOrDefault(name, fromPath(name));
    }

    /** Older files name a prompt file: {@code prompts/ai_detector_persona.md} is ai-detector. */
    static String fromPath(String value) {
        if (!value.endsWith(".md")) {
            return value;
        }
        var base = value.substring(value.lastIndexOf('/') + 1, value.length() - ".md".length());
        return (base.endsWith("_persona") ? base.substring(0, base.length() - 8) : base)
                .replace('_', '-');
    }
}
