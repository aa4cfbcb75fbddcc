package com.postmagiq.agents;

import com.postmagiq.agents.tool.Tool;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who answers calls, and by which agent names one is recognised.
 *
 * @see Agents#route
 */
enum Provider {
    ANTHROPIC("ANTHROPIC_API_KEY", "api", "claude", Tool.CLAUDE),
    OPENAI("OPENAI_API_KEY", "api", "gpt openai o1 o3 codex", Tool.CODEX),
    GEMINI("GOOGLE_API_KEY", "api", "gemini", Tool.GEMINI),
    GROQ("GROQ_API_KEY", "api", "groq", null),
    OLLAMA(null, "ollama", "ollama", null),
    OFFLINE(null, "offline", "offline", null),
    LOCAL(null, "local", "local", null);

    private final @Nullable String keyVariable;
    private final String mode;
    private final String prefixes;
    private final @Nullable Tool tool;

    Provider(@Nullable String keyVariable, String mode, String prefixes, @Nullable Tool tool) {
        this.keyVariable = keyVariable;
        this.mode = mode;
        this.prefixes = prefixes;
        this.tool = tool;
    }

    /** The provider an agent asks for by its type or provider key, else the one its name says. */
    static Optional<Provider> of(AgentDefinition agent) {
        var type = agent.type();
        if (type != null) {
            var byType =
                    switch (type.toLowerCase(Locale.ROOT)) {
                        case "ollama" -> OLLAMA;
                        case "offline" -> OFFLINE;
                        case "local" -> LOCAL;
                        default -> null;
                    };
            if (byType != null) {
                return Optional.of(byType);
            }
        }
        var provider = agent.provider();
        return provider == null ? named(agent.name()) : byCode(provider);
    }

    static Optional<Provider> byCode(String code) {
        return Arrays.stream(values()).filter(p -> p.code().equalsIgnoreCase(code)).findFirst();
    }

    private static Optional<Provider> named(String agentName) {
        return Arrays.stream(values())
                .flatMap(p -> p.prefixes().map(prefix -> new Candidate(p, prefix)))
                .filter(candidate -> candidate.matches(agentName))
                .max(Comparator.comparingInt(candidate -> candidate.prefix().length()))
                .map(Candidate::provider);
    }

    private record Candidate(Provider provider, String prefix) {
        /** {@code gpt} also stands glued to what follows, as in gpt4o. */
        boolean matches(String name) {
            return name.equals(prefix)
                    || name.startsWith(prefix + "-")
                    || (prefix.equals("gpt") && name.startsWith(prefix));
        }
    }

    /** The part of an agent's name behind the prefix, such as {@code llama-70b}; may be empty. */
    String suffixOf(String agentName) {
        return prefixes()
                .filter(prefix -> agentName.startsWith(prefix + "-"))
                .max(Comparator.comparingInt(String::length))
                .map(prefix -> agentName.substring(prefix.length() + 1))
                .orElse("");
    }

    private Stream<String> prefixes() {
        return Arrays.stream(prefixes.split(" "));
    }

    /** As it stands in configurations, routes and records. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode when nothing else is asked for. */
    String mode() {
        return mode;
    }

    /** Its command-line tool; null when it has none. */
    @Nullable Tool tool() {
        return tool;
    }

    /** The environment variable with its key; null when it knows none. */
    @Nullable String keyVariable() {
        return keyVariable;
    }
}
