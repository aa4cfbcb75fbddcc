package com.postmagiq.workflow.config;

import com.postmagiq.workflow.config.WorkflowConfig.Breaker;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a workflow configuration and says everything that is wrong with it, each with its place.
 * The command line, the API, the sync and the start of a run all ask here. Holds no state.
 */
@Component
public final class ConfigValidator {

    /** As the other one; what the personas answer with is not judged. */
    public ValidationResult validate(
            String yaml, Set<String> knownPersonas, ModelKnowledge models) {
        return validate(yaml, PersonaKnowledge.of(knownPersonas), models);
    }

    /** The configuration, or why there is none. Hostile text is refused in well under a second. */
    public ValidationResult validate(
            String yaml, PersonaKnowledge personas, ModelKnowledge models) {
        var hash = ContentHash.of(yaml);
        YamlText.Document document;
        try {
            document = YamlText.read(yaml);
        } catch (YamlText.Refused refused) {
            var position = refused.position();
            return refused(
                    new Issue(
                            "config.yaml_syntax",
                            String.valueOf(refused.getMessage()),
                            "",
                            position.line(),
                            position.column()),
                    hash);
        }
        var issues = new Issues(document.positions());
        var root = root(document.root(), issues);
        var parsed = root == null ? null : parse(root, personas, models, issues);
        return new ValidationResult(
                issues.errors(), issues.warnings(), issues.hasErrors() ? null : parsed, hash);
    }

    private static ValidationResult refused(Issue issue, String hash) {
        return new ValidationResult(List.of(issue), List.of(), null, hash);
    }

    private static @Nullable ConfigMap root(@Nullable YamlNode node, Issues issues) {
        return switch (node) {
            case null -> empty(issues);
            case YamlNode.Scalar(_, var kind, _) when kind == YamlNode.Kind.NULL -> empty(issues);
            case YamlNode.Mapping mapping -> new ConfigMap("", mapping.entries(), issues);
            default -> {
                issues.error(
                        "config.not_a_map",
                        "",
                        "A configuration is a mapping of keys to values; begin with 'states:'.");
                yield null;
            }
        };
    }

    private static @Nullable ConfigMap empty(Issues issues) {
        issues.error(
                "config.empty",
                "",
                "The file is empty; copy one of the shipped configurations and change it.");
        return null;
    }

    private static @Nullable WorkflowConfig parse(
            ConfigMap root, PersonaKnowledge personas, ModelKnowledge models, Issues issues) {
        var readers = new SettingsReader(root, issues);
        var slugs = new LinkedHashMap<String, String>();
        root.texts("personas")
                .forEach((alias, value) -> slugs.put(alias, PersonaAliases.fromPath(value)));
        var aliases = new PersonaAliases(Collections.unmodifiableMap(slugs));
        var agents = new AgentReader(issues).read(root);
        var orchestrator = readers.orchestrator(aliases);
        Breaker breaker =
                new BreakerReader(issues)
                        .read(root.mapOrNull("circuit_breaker"), BreakerReader.DEFAULTS, true);
        var stateReader = new StateReader(issues, aliases, orchestrator, agents.personas());
        var states = states(root, stateReader, issues);
        var form =
                new ConfigForm(
                        states,
                        Collections.unmodifiableMap(agents.byName()),
                        aliases,
                        root.texts("default_transitions"),
                        orchestrator,
                        readers.tiers(breaker),
                        readers.creditWeights(),
                        breaker);
        var logging = readers.logging();
        var settings = readers.settings();
        var thresholds = readers.thresholds();
        var quality = readers.quality();
        var version = root.text("version");
        var name = root.text("name");
        var description = root.text("description");
        root.reportUnknown("A configuration");
        if (!states.isEmpty()) {
            new StateRules(form, issues).check();
            new GraphRules(form, issues).check();
            new ArtefactRules(form, issues).check();
        }
        new AgentRules(form, models, issues).check();
        new PersonaRules(form, personas, issues).check();
        if (issues.hasErrors()) {
            return null;
        }
        var parsed = new LinkedHashMap<String, State>();
        states.forEach((state, it) -> parsed.put(state, it.toState()));
        return new WorkflowConfig(
                Collections.unmodifiableMap(parsed),
                form.agents(),
                aliases.slugs(),
                form.defaultTransitions(),
                orchestrator,
                Collections.unmodifiableMap(form.tiers()),
                form.creditWeights(),
                breaker,
                logging,
                settings,
                thresholds,
                quality,
                version,
                name,
                description);
    }

    private static Map<String, StateForm> states(
            ConfigMap root, StateReader reader, Issues issues) {
        var states = new LinkedHashMap<String, StateForm>();
        root.maps("states").forEach((name, map) -> states.put(name, reader.read(name, map)));
        var written = root.value("states");
        if (states.isEmpty() && (written == null || written instanceof YamlNode.Mapping)) {
            issues.error(
                    "config.missing_states",
                    root.path("states"),
                    "The configuration has no states; add 'states' with an initial and a terminal"
                            + " one.");
        }
        return Collections.unmodifiableMap(states);
    }
}
