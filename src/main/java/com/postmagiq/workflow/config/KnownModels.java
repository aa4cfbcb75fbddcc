package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Providers by name prefix and the model families with a listed price, as the product ships them.
 * Serves validations without a database; with one, the agents' own table is asked besides.
 */
public final class KnownModels implements ModelKnowledge {
    private static final Map<String, String> PROVIDER_BY_PREFIX =
            Map.ofEntries(
                    Map.entry("claude", "anthropic"),
                    Map.entry("openai", "openai"),
                    Map.entry("o1", "openai"),
                    Map.entry("o3", "openai"),
                    Map.entry("codex", "openai"),
                    Map.entry("gemini", "gemini"),
                    Map.entry("groq", "groq"),
                    Map.entry("ollama", "ollama"),
                    Map.entry("offline", "offline"),
                    Map.entry("local", "local"));

    /** Types that name their provider; api and cli only say how to reach it. */
    private static final Set<String> PROVIDER_TYPES = Set.of("ollama", "offline", "local");

    private static final Set<String> FREE = Set.of("ollama", "offline", "local");

    private static final Map<String, List<String>> MODEL_PREFIXES =
            Map.of(
                    "anthropic",
                    List.of("opus", "sonnet", "haiku", "claude-"),
                    "openai",
                    List.of("gpt4", "gpt-4", "gpt-5", "o1", "o3", "codex"),
                    "gemini",
                    List.of("pro", "flash", "gemini-"),
                    "groq",
                    List.of(
                            "llama-",
                            "llama4-",
                            "mixtral",
                            "qwen",
                            "gemma2-",
                            "gpt-oss-",
                            "meta-llama/",
                            "openai/",
                            "whisper",
                            "distil-whisper"));

    @Override
    public Optional<String> provider(AgentDefinition agent) {
        if (agent.provider() != null) {
            return Optional.of(agent.provider());
        }
        if (agent.type() != null && PROVIDER_TYPES.contains(agent.type())) {
            return Optional.of(agent.type());
        }
        if (agent.name().startsWith("gpt")) {
            return Optional.of("openai");
        }
        return PROVIDER_BY_PREFIX.entrySet().stream()
                .filter(
                        entry ->
                                agent.name().equals(entry.getKey())
                                        || agent.name().startsWith(entry.getKey() + "-"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public boolean modelKnown(AgentDefinition agent) {
        var model = agent.model();
        var provider = provider(agent).orElse("");
        return model == null
                || free(provider)
                || MODEL_PREFIXES.getOrDefault(provider, List.of()).stream()
                        .anyMatch(model::startsWith);
    }

    @Override
    public boolean free(String provider) {
        return FREE.contains(provider);
    }

    /** Retirement is news; only the table in the database has it. */
    @Override
    public Optional<String> retired(AgentDefinition agent) {
        return Optional.empty();
    }
}
