package com.postmagiq.workflow.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.workflow.config.PersonaKnowledge;
import com.postmagiq.workflow.config.TierResolver;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.registry.ValidatedTexts;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Runs;
import org.springframework.stereotype.Component;

/**
 * Configurations by the hash runs are pinned to; a hash never changes its meaning, so they are
 * parsed once. A persona that has gone since the start stops the state that needs it, not the
 * reading of its run.
 */
@Component
class PinnedConfigCache implements PinnedConfigs {
    private static final int ENTRIES = 100;

    private final Cache<String, WorkflowConfig> parsed =
            Caffeine.newBuilder().maximumSize(ENTRIES).build();
    private final Runs runs;
    private final ValidatedTexts texts;

    PinnedConfigCache(Runs runs, ValidatedTexts texts) {
        this.runs = runs;
        this.texts = texts;
    }

    @Override
    public WorkflowConfig effective(String contentHash, String tier) {
        return parsed.get(contentHash + "/" + tier, _ -> parse(contentHash, tier));
    }

    private WorkflowConfig parse(String contentHash, String tier) {
        var result =
                texts.of(
                                contentHash,
                                PersonaKnowledge.unjudged(),
                                () -> runs.pinnedConfig(contentHash))
                        .result();
        return result.config()
                .map(config -> TierResolver.effective(config, tier))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The pinned configuration %s is no longer valid: %s"
                                                .formatted(contentHash, result.errors())));
    }
}
