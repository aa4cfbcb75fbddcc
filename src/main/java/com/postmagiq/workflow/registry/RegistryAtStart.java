package com.postmagiq.workflow.registry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The sync of a start. Whoever reads the registry depends on this, so that a server syncs when it
 * starts and a command when it first needs a configuration.
 */
@Component
public class RegistryAtStart {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryAtStart.class);

    RegistryAtStart(RegistrySync sync) {
        var outcome = sync.sync(false);
        for (var line : outcome.lines()) {
            if (line.change() != RegistrySync.Change.UNCHANGED) {
                LOG.debug(
                        "Configuration {}: {}{}",
                        line.slug(),
                        line.change().code(),
                        line.reason().map(reason -> " (" + reason + ")").orElse(""));
            }
        }
        if (outcome.standard().isEmpty()) {
            LOG.warn(
                    "The registry's default configuration cannot be run here; runs that name none use the first one by name. Correct workflows/registry.yaml or the file it names.");
        }
    }
}
