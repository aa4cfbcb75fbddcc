package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.Price;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code agents}. */
final class AgentReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final List<String> TYPES = List.of("api", "cli", "ollama", "offline", "local");
    private static final List<String> PROVIDERS =
            List.of("anthropic", "openai", "gemini", "groq", "ollama", "offline", "local");
    private static final List<String> EFFORTS = List.of("low", "medium", "high");
    private static final int MAX_CONTEXT = 10_000_000;
    private static final int MAX_TOKENS = 1_000_000;
    private static final int MAX_TIMEOUT_SECONDS = 3600;
    private static final int MAX_MESSAGES = 1000;

    private final Issues issues;

    AgentReader(Issues issues) {
        this.issues = issues;
    }

    /** All agents of a file, and the personas that older files name at the agent. */
    record Agents(Map<String, AgentDefinition> byName, Map<String, String> personas) {}

    Agents read(ConfigMap root) {
        var agents = new LinkedHashMap<String, AgentDefinition>();
        var personas = new HashMap<String, String>();
        root.maps("agents")
                .forEach(
                        (name, map) -> {
                            agents.put(name, agent(name, map));
                            var persona = map.text("persona");
                            if (persona != null) {
                                personas.put(name, persona);
                            }
                            map.reportUnknown("An agent");
                        });
        return new Agents(agents, personas);
    }

    private AgentDefinition agent(String name, ConfigMap map) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            issues.error(
                    ConfigMap.BAD_VALUE,
                    map.path(),
                    "An agent's name has up to 63 letters, digits, dots, '_' and '-' and begins"
                            + " with a letter or digit; rename this one.");
        }
        map.ignore("persona", "session_support", "token_tracking", "model_tiers", "models");
        for (var key : List.of("command", "resume_command")) {
            if (map.has(key)) {
                map.ignore(key);
                issues.warning(
                        "agent.command_ignored",
                        map.path(key),
                        "Commands from files are never run; each tool's command is fixed."
                                + " Remove '%s'.".formatted(key));
            }
        }
        return new AgentDefinition(
                name,
                map.choice("type", TYPES),
                map.choice("provider", PROVIDERS),
                map.bool("enabled", true),
                map.text("model"),
                map.choice("reasoning_effort", EFFORTS),
                map.integer("context_window", 256, MAX_CONTEXT),
                map.integer("max_tokens", 1, MAX_TOKENS, AgentDefinition.DEFAULT_MAX_TOKENS),
                temperature(map),
                map.seconds("timeout", 1, MAX_TIMEOUT_SECONDS),
                price(map),
                map.text("system_prompt"),
                map.list("fallback"),
                map.integer(
                        "max_session_messages",
                        0,
                        MAX_MESSAGES,
                        AgentDefinition.DEFAULT_SESSION_MESSAGES),
                map.bool("auto_pull", true));
    }

    private static @Nullable Double temperature(ConfigMap map) {
        var temperature = map.amount("temperature");
        if (temperature == null) {
            return null;
        }
        if (temperature.compareTo(BigDecimal.TWO) > 0) {
            map.bad("temperature", "a number from 0 to 2");
            return null;
        }
        return temperature.doubleValue();
    }

    private static @Nullable Price price(ConfigMap map) {
        var prices = map.mapOrNull("cost_per_1k");
        if (prices == null) {
            return null;
        }
        var input = prices.amount("input");
        var output = prices.amount("output");
        prices.reportUnknown("cost_per_1k");
        if (input == null || output == null) {
            map.bad("cost_per_1k", "both prices: {input: USD, output: USD}");
            return null;
        }
        return new Price(input, output);
    }
}
