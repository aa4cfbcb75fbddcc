package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Configurations the tests share. */
final class Configs {
    static final ModelKnowledge MODELS = new KnownModels();
    static final Predicate<AgentDefinition> FREE =
            agent -> MODELS.provider(agent).map(MODELS::free).orElse(false);

    static final Set<String> PERSONAS =
            Set.of(
                    "story-reviewer",
                    "story-processor",
                    "writer",
                    "auditor",
                    "fabrication-auditor",
                    "style-auditor",
                    "synthesizer",
                    "ai-detector",
                    "input-validator",
                    "orchestrator");

    private Configs() {}

    static String shipped(String slug) {
        return read(Path.of("workflows/configs/" + slug + ".yaml"));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ValidationResult validate(String yaml) {
        return new ConfigValidator().validate(yaml, PERSONAS, MODELS);
    }

    static WorkflowConfig valid(String yaml) {
        var result = validate(yaml);
        return result.config()
                .orElseThrow(() -> new AssertionError("Not valid: " + result.errors()));
    }

    static State state(WorkflowConfig config, String name) {
        return Objects.requireNonNull(config.states().get(name), name);
    }

    /** One asking state between start and end; its keys are indented by four. */
    static String around(String ask, String rest) {
        return """
        states:
          start: {type: initial, next: ask}
          ask:
        %s
          other: {agent: offline, persona: writer, transitions: {success: done}}
          done: {type: terminal}
          halt: {type: terminal, error: true}
        agents:
          offline: {}
          offline-scene: {}
        %s
        """
                .formatted(ask.indent(4).stripTrailing(), rest);
    }
}
