package com.postmagiq.workflow.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this installation runs workflows.
 *
 * @param concurrentRuns runs one node advances at the same time, 1 to 64
 * @param directory own workflow files; empty uses {@code ./workflows} when it exists, else the
 *     shipped ones
 * @param llmProvider groq, ollama, cli or offline: shorthand for the default configuration
 */
@ConfigurationProperties("postmagiq.workflow")
public record WorkflowSettings(
        @DefaultValue("8") int concurrentRuns,
        @DefaultValue("") String directory,
        @DefaultValue("") String llmProvider) {

    private static final Map<String, String> SHORTHANDS =
            Map.of(
                    "groq", "groq-production",
                    "ollama", "ollama-local",
                    "cli", "legacy-claude",
                    "offline", "offline");
    private static final int MOST = 64;

    public WorkflowSettings {
        if (concurrentRuns < 1 || concurrentRuns > MOST) {
            throw new IllegalArgumentException(
                    "postmagiq.workflow.concurrent-runs is %d; use a number from 1 to %d, such as 8."
                            .formatted(concurrentRuns, MOST));
        }
        if (!llmProvider.isBlank() && !SHORTHANDS.containsKey(llmProvider)) {
            throw new IllegalArgumentException(
                    "LLM_PROVIDER is '%s'; use groq, ollama, cli or offline, or leave it empty."
                            .formatted(llmProvider));
        }
    }

    /** The slug the shorthand stands for, or null. */
    public @Nullable String preferred() {
        return llmProvider.isBlank() ? null : SHORTHANDS.get(llmProvider);
    }
}
