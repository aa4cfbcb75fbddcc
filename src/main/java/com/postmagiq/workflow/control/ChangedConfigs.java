package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.ArtefactNames;
import com.postmagiq.workflow.config.ConfigOverrides;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Configurations with the changes that a fork or an arm of an experiment asks for. */
@Component
class ChangedConfigs {
    private static final Set<String> THRESHOLDS = Set.of("review", "audit", "final_audit");

    private static final int LONGEST_PERSONA = 50_000;

    private final ConfigValidation validation;

    ChangedConfigs(ConfigValidation validation) {
        this.validation = validation;
    }

    /** A text with its hash and what it says. */
    record Changed(String yaml, String hash, WorkflowConfig config) {}

    /**
     * The text with the changes, validated as any other; itself when nothing of it changes.
     *
     * @param before what the text says
     * @throws ProblemException {@code fork.invalid_changes}
     */
    Changed with(Fork.Overrides changes, String yaml, String hash, WorkflowConfig before) {
        if (!changes.ofConfig()) {
            return new Changed(yaml, hash, before);
        }
        var edited = new ConfigOverrides(yaml);
        changes.agents().forEach((name, change) -> agent(edited, before, name, change));
        changes.replaceAgents()
                .forEach(
                        (old, other) -> {
                            declared(before, old);
                            declared(before, other);
                            notBoth(before, old, other);
                            edited.replace(old, other);
                        });
        changes.thresholds()
                .forEach(
                        (name, score) -> {
                            if (!THRESHOLDS.contains(name)) {
                                throw invalid(
                                        "There is no threshold '%s'; use one of %s."
                                                .formatted(
                                                        name,
                                                        THRESHOLDS.stream().sorted().toList()));
                            }
                            edited.threshold(name, score);
                        });
        var text = edited.yaml();
        var result = validation.validate(text);
        var config =
                result.config()
                        .orElseThrow(
                                () ->
                                        invalid(
                                                        "With these changes the configuration is not valid: "
                                                                + result.errors().getFirst())
                                                .with("errors", result.errors()));
        return new Changed(text, result.contentHash(), config);
    }

    private static void agent(
            ConfigOverrides edited, WorkflowConfig config, String name, Fork.AgentChange change) {
        declared(config, name);
        if (change.model() != null) {
            edited.agent(name, "model", change.model());
            var standard =
                    config.creditWeights().standard().stream()
                            .map(config.agents()::get)
                            .filter(Objects::nonNull)
                            .anyMatch(agent -> Objects.equals(agent.model(), change.model()));
            if (!standard) {
                edited.premium(name);
            }
        }
        if (change.temperature() != null) {
            edited.agent(name, "temperature", change.temperature());
        }
        if (change.reasoningEffort() != null) {
            edited.agent(name, "reasoning_effort", change.reasoningEffort());
        }
    }

    private static void declared(WorkflowConfig config, String agent) {
        if (!config.agents().containsKey(agent)) {
            throw invalid(
                    "The configuration declares no agent '%s'; it declares %s."
                            .formatted(agent, config.agents().keySet()));
        }
    }

    /** One agent has one place, one role and one text in a state. */
    private static void notBoth(WorkflowConfig config, String old, String other) {
        config.states().values().stream()
                .filter(State.FanOut.class::isInstance)
                .map(state -> (State.FanOut) state)
                .filter(state -> ArtefactNames.agents(state).containsAll(List.of(old, other)))
                .findFirst()
                .ifPresent(
                        state -> {
                            throw invalid(
                                    "%s already works in %s beside %s; replace it by one that does not."
                                            .formatted(other, state.name(), old));
                        });
    }

    /**
     * Other texts of roles must be texts, and be written by somebody who may.
     *
     * @throws ProblemException {@code scope_missing} without {@code strategy:write}, {@code
     *     fork.invalid_changes}
     */
    static void checkPersonas(Fork.Overrides changes, Actor actor) {
        if (!changes.personas().isEmpty() && !actor.may(Scope.STRATEGY_WRITE)) {
            throw new ProblemException(
                            GeneralProblem.SCOPE_MISSING,
                            "Another text for a persona needs strategy:write.")
                    .with("required", List.of(Scope.STRATEGY_WRITE.code()));
        }
        changes.personas()
                .forEach(
                        (slug, text) -> {
                            if (text.isBlank() || text.length() > LONGEST_PERSONA) {
                                throw invalid(
                                        "The text of persona '%s' must have 1 to %,d characters."
                                                .formatted(slug, LONGEST_PERSONA));
                            }
                        });
    }

    static ProblemException invalid(String message) {
        return new ProblemException(RunProblem.FORK_INVALID, message);
    }
}
