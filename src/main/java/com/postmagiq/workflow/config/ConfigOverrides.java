package com.postmagiq.workflow.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Writes changes into the text of a valid configuration. The result is validated like any other
 * text; comments do not survive.
 */
public final class ConfigOverrides {
    private static final List<String> OF_TIERS = List.of("draft_agents", "audit_agents");

    private final Map<String, Object> root;

    /**
     * @param yaml of a configuration that was valid when it was pinned
     */
    public ConfigOverrides(String yaml) {
        this.root = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    /** Sets a key of a declared agent. */
    public void agent(String name, String key, Object value) {
        var agents = map(root.get("agents"));
        var agent = map(agents.get(name));
        agent.put(key, value);
        agents.put(name, agent);
        root.put("agents", agents);
    }

    /** Counts an agent among the premium ones from now on. */
    public void premium(String name) {
        var weights = map(root.get("credit_weights"));
        var standard = new ArrayList<>(list(weights.get("standard")));
        standard.remove(name);
        var premium = new ArrayList<>(list(weights.get("premium")));
        if (!premium.contains(name)) {
            premium.add(name);
        }
        weights.put("standard", standard);
        weights.put("premium", premium);
        root.put("credit_weights", weights);
    }

    /** Lets one agent do what another one did, wherever it did it. */
    public void replace(String old, String other) {
        var states = map(root.get("states"));
        states.replaceAll(
                (_, value) -> {
                    var state = map(value);
                    state.computeIfPresent(
                            "agent", (_, agent) -> old.equals(agent) ? other : agent);
                    state.computeIfPresent("agents", (_, agents) -> swapped(agents, old, other));
                    state.computeIfPresent(
                            "personas",
                            (_, personas) -> {
                                var renamed = new LinkedHashMap<String, Object>();
                                map(personas)
                                        .forEach(
                                                (agent, persona) ->
                                                        renamed.put(
                                                                agent.equals(old) ? other : agent,
                                                                persona));
                                return renamed;
                            });
                    return state;
                });
        root.put("states", states);
        if (root.containsKey("orchestrator")) {
            var orchestrator = map(root.get("orchestrator"));
            orchestrator.computeIfPresent("agent", (_, agent) -> old.equals(agent) ? other : agent);
            root.put("orchestrator", orchestrator);
        }
        if (root.containsKey("tiers")) {
            var tiers = map(root.get("tiers"));
            tiers.replaceAll(
                    (_, value) -> {
                        var tier = map(value);
                        OF_TIERS.forEach(
                                key ->
                                        tier.computeIfPresent(
                                                key, (_, agents) -> swapped(agents, old, other)));
                        return tier;
                    });
            root.put("tiers", tiers);
        }
    }

    /** Sets the score from which a kind of judgement proceeds. */
    public void threshold(String name, int score) {
        var thresholds = map(root.get("thresholds"));
        var kind = map(thresholds.get(name));
        kind.put("proceed", score);
        thresholds.put(name, kind);
        root.put("thresholds", thresholds);
    }

    /** The changed configuration. */
    public String yaml() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return new Yaml(options).dump(root);
    }

    private static Object swapped(Object agents, String old, String other) {
        return list(agents).stream().map(agent -> old.equals(agent) ? other : agent).toList();
    }

    private static Map<String, Object> map(@Nullable Object value) {
        var copy = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, part) -> copy.put(String.valueOf(key), part));
        }
        return copy;
    }

    private static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> given ? new ArrayList<Object>(given) : new ArrayList<>();
    }
}
