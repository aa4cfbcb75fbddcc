package com.postmagiq.workflow.config;

import com.postmagiq.workflow.config.StateForm.SlotForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the entries of {@code states}; each type takes its own keys. */
final class StateReader {
    static final int MAX_TIMEOUT_SECONDS = 366 * 24 * 3600;
    static final int MAX_SLOTS = 64;

    private static final List<String> OUTPUT_TYPES =
            Arrays.stream(OutputType.values())
                    .map(type -> type.name().toLowerCase(Locale.ROOT))
                    .toList();

    private final Issues issues;
    private final PersonaAliases aliases;
    private final WorkflowConfig.@Nullable Orchestrator orchestrator;

    /** Older files name a persona at the agent. */
    private final Map<String, String> agentPersonas;

    StateReader(
            Issues issues,
            PersonaAliases aliases,
            WorkflowConfig.@Nullable Orchestrator orchestrator,
            Map<String, String> agentPersonas) {
        this.issues = issues;
        this.aliases = aliases;
        this.orchestrator = orchestrator;
        this.agentPersonas = agentPersonas;
    }

    StateForm read(String name, ConfigMap map) {
        var type = type(map);
        var description = map.text("description");
        var log = logOnEnter(map);
        if (type == null) {
            return new StateForm(
                    name,
                    map.path(),
                    null,
                    description,
                    log,
                    Map.of(),
                    null,
                    List.of(),
                    false,
                    null,
                    noWork(List.of()),
                    null,
                    1,
                    false);
        }
        var terminal = type == StateType.TERMINAL;
        var initial = type == StateType.INITIAL;
        Map<String, String> transitions = initial || terminal ? Map.of() : map.texts("transitions");
        var next = terminal ? null : map.text("next");
        var input = initial || terminal ? List.<String>of() : map.oneOrMore("input");
        var slots = type.asksAgents() ? slots(type, map) : List.<SlotForm>of();
        var form =
                new StateForm(
                        name,
                        map.path(),
                        type,
                        description,
                        log,
                        transitions,
                        next,
                        slots,
                        type == StateType.FAN_OUT && !map.map("personas").keys().isEmpty(),
                        type == StateType.HUMAN_APPROVAL || type == StateType.ORCHESTRATOR_TASK
                                ? map.text("prompt")
                                : null,
                        type.asksAgents() ? work(name, type, input, map) : noWork(input),
                        type == StateType.HUMAN_APPROVAL
                                ? map.seconds("timeout", 1, MAX_TIMEOUT_SECONDS)
                                : null,
                        type == StateType.FAN_OUT ? map.integer("min_success", 1, MAX_SLOTS, 1) : 1,
                        terminal && map.bool("error", name.equals("halt")));
        map.reportUnknown("A state of type " + type.slug());
        return form;
    }

    private @Nullable StateType type(ConfigMap map) {
        var slug = map.text("type");
        if (slug == null) {
            return StateType.SINGLE;
        }
        var type = StateType.of(slug).orElse(null);
        if (type == null) {
            issues.error(
                    "state.unknown_type",
                    map.path("type"),
                    "There is no state type '%s'; use one of %s."
                            .formatted(slug, String.join(", ", StateType.slugs())));
        }
        return type;
    }

    private List<String> logOnEnter(ConfigMap map) {
        var texts = new ArrayList<String>();
        for (var node : map.nodes("on_enter")) {
            if (!(node instanceof YamlNode.Mapping mapping)) {
                issues.error(
                        ConfigMap.BAD_VALUE,
                        node.path(),
                        "An entry of on_enter is a mapping such as 'log: text'.");
                continue;
            }
            var action = new ConfigMap(mapping.path(), mapping.entries(), issues);
            var text = action.text("log");
            if (text != null) {
                texts.add(text);
            }
            action.ignore("validate", "generate");
            action.reportUnknown("on_enter");
        }
        return List.copyOf(texts);
    }

    private List<SlotForm> slots(StateType type, ConfigMap map) {
        var shared = aliases.resolve(map.text("persona"));
        if (type == StateType.FAN_OUT) {
            return fanOutSlots(shared, map);
        }
        var agent = map.text("agent");
        if (agent == null && type == StateType.ORCHESTRATOR_TASK && orchestrator != null) {
            agent = orchestrator.agent();
        }
        var persona = shared;
        if (persona == null && type == StateType.ORCHESTRATOR_TASK && orchestrator != null) {
            persona = orchestrator.persona();
        }
        if (agent == null) {
            issues.error(
                    ConfigMap.BAD_VALUE,
                    map.path("agent"),
                    "This state asks an agent but names none; add 'agent'.");
            return List.of();
        }
        return List.of(slot(agent, map.path("agent"), persona, map.path("persona")));
    }

    private List<SlotForm> fanOutSlots(@Nullable String shared, ConfigMap map) {
        var own = map.texts("personas");
        var slots = new ArrayList<SlotForm>();
        var index = 0;
        for (var agent : map.list("agents")) {
            var path = map.path("agents") + "/" + index++;
            var alias = own.get(agent);
            if (own.isEmpty() && slots.stream().anyMatch(slot -> slot.agent().equals(agent))) {
                issues.error(
                        ConfigMap.BAD_VALUE,
                        path,
                        "Agent '%s' stands here twice; a repeated agent needs a 'personas' map."
                                .formatted(agent));
                continue;
            }
            slots.add(
                    alias == null
                            ? slot(agent, path, shared, map.path("persona"))
                            : slot(
                                    agent,
                                    path,
                                    aliases.resolve(alias),
                                    YamlNode.child(map.path("personas"), agent)));
        }
        for (var agent : own.keySet()) {
            if (slots.stream().noneMatch(slot -> slot.agent().equals(agent))) {
                issues.warning(
                        "config.unknown_key",
                        YamlNode.child(map.path("personas"), agent),
                        "'%s' is none of this state's agents, so its persona has no effect."
                                .formatted(agent));
            }
        }
        return List.copyOf(slots);
    }

    private SlotForm slot(String agent, String path, @Nullable String persona, String personaPath) {
        return persona != null
                ? new SlotForm(agent, path, persona, personaPath)
                : new SlotForm(agent, path, aliases.resolve(agentPersonas.get(agent)), path);
    }

    private static State.Work work(String name, StateType type, List<String> input, ConfigMap map) {
        var outputType = outputType(name, map);
        var audit = outputType.auditFamily();
        var thresholds = audit ? map.map("thresholds") : null;
        var quorum = audit && type == StateType.FAN_OUT ? new QuorumKey(map, "quorum") : null;
        var work =
                new State.Work(
                        input,
                        map.text("output"),
                        outputType,
                        map.text("context"),
                        thresholds == null ? null : thresholds.integer("proceed", 1, 10),
                        thresholds == null ? null : thresholds.integer("halt", 1, 10),
                        quorum == null ? null : quorum.count(),
                        quorum != null && quorum.all(),
                        type == StateType.ORCHESTRATOR_TASK || map.bool("tier_override", true));
        if (thresholds != null) {
            thresholds.reportUnknown("thresholds");
        }
        return work;
    }

    private static OutputType outputType(String name, ConfigMap map) {
        var named = name.replace('-', '_');
        var absent = OUTPUT_TYPES.contains(named) ? named : "other";
        var slug = map.choice("output_type", OUTPUT_TYPES);
        return OutputType.valueOf((slug == null ? absent : slug).toUpperCase(Locale.ROOT));
    }

    private static State.Work noWork(List<String> input) {
        return new State.Work(input, null, OutputType.OTHER, null, null, null, null, false, false);
    }
}
