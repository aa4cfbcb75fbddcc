package com.postmagiq.workflow.config;

import java.util.List;
import java.util.Optional;

/**
 * One configuration the registry lists.
 *
 * @param configFile relative to the workflows directory, with {@code /}
 * @param environment production, development or staging
 * @param tierRequired a workflow tier or a plan; empty for everybody
 */
public record RegistryEntry(
        String slug,
        String name,
        String description,
        String configFile,
        String environment,
        boolean enabled,
        Optional<String> tierRequired,
        List<String> features,
        boolean deprecated) {

    public RegistryEntry {
        features = List.copyOf(features);
    }
}
