package com.postmagiq.workflow.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.workflow.config.ConfigValidator;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.PersonaKnowledge;
import com.postmagiq.workflow.config.TierResolver;
import com.postmagiq.workflow.config.WorkflowConfig;
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
    private final ModelKnowledge models;
    private final ConfigValidator validator;

    PinnedConfigCache(Runs runs, ModelKnowledge models, ConfigValidator validator) {
        this.runs = runs;
        this.models = models;
        this.validator = validator;
    }

    @Override
    public WorkflowConfig effective(String contentHash, String tier) {
        return parsed.get(contentHash + "/" + tier, _ -> parse(contentHash, tier));
    }

    private WorkflowConfig parse(String contentHash, String tier) {
        var result =
                validator.validate(
                        runs.pinnedConfig(contentHash), PersonaKnowledge.unjudged(), models);
        return result.config()
                .map(config -> TierResolver.effective(config, tier))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The pinned configuration %s is no longer valid: %s"
                                                .formatted(contentHash, result.errors())));
    }
}
