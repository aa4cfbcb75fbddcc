package com.postmagiq.workflow.config;

import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules about single states: names, ways out, agents. */
final class StateRules {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final ConfigForm form;
    private final Issues issues;

    StateRules(ConfigForm form, Issues issues) {
        this.form = form;
        this.issues = issues;
    }

    void check() {
        initials();
        if (form.states().values().stream()
                .noneMatch(state -> state.is(StateType.TERMINAL) && !state.error())) {
            issues.error(
                    "state.terminal_missing",
                    "/states",
                    "No state ends a run well; add one with 'type: terminal'.");
        }
        form.states().values().forEach(this::state);
        defaults();
    }

    private void initials() {
        var initials =
                form.states().values().stream()
                        .filter(state -> state.is(StateType.INITIAL))
                        .toList();
        if (initials.isEmpty()) {
            issues.error(
                    "state.initial_missing",
                    "/states",
                    "No state begins a run; add one with 'type: initial' and 'next'.");
        }
        initials.stream()
                .skip(1)
                .forEach(
                        state ->
                                issues.error(
                                        "state.initial_multiple",
                                        state.path(),
                                        "'%s' already begins the run; only one state may be"
                                                        .formatted(initials.getFirst().name())
                                                + " initial."));
    }

    private void state(StateForm state) {
        if (!NAME.matcher(state.name()).matches()) {
            issues.error(
                    "state.bad_name",
                    state.path(),
                    "A state's name has up to 63 lower-case letters, digits and '-' and begins"
                            + " with a letter or digit; rename '%s'.".formatted(state.name()));
        }
        var type = state.type();
        if (type == null) {
            return;
        }
        target(state.next(), YamlNode.child(state.path(), "next"));
        var accepted = type.acceptedKeys(state.auditFamily());
        state.transitions()
                .forEach(
                        (key, target) -> {
                            var path = YamlNode.child(state.path() + "/transitions", key);
                            if (!accepted.contains(key)) {
                                issues.error(
                                        "state.unknown_transition_key",
                                        path,
                                        "A state of type %s cannot come to '%s'; use one of %s."
                                                .formatted(
                                                        state.auditFamily()
                                                                ? type.slug() + " with verdicts"
                                                                : type.slug(),
                                                        key,
                                                        String.join(
                                                                ", ", new TreeSet<>(accepted))));
                            }
                            target(target, path);
                        });
        if (state.is(StateType.FAN_OUT) && state.slots().isEmpty()) {
            issues.error(
                    "state.fanout_without_agents",
                    YamlNode.child(state.path(), "agents"),
                    "A fan-out asks several agents; list at least one under 'agents'.");
        }
        waysOut(state, type);
    }

    private void waysOut(StateForm state, StateType type) {
        if (type == StateType.TERMINAL) {
            return;
        }
        if (type == StateType.INITIAL) {
            if (state.next() == null) {
                issues.error(
                        "state.initial_next_missing",
                        state.path(),
                        "The initial state does not say where the run goes; add 'next'.");
            }
            return;
        }
        var exits = Exits.of(state);
        var resolved =
                exits.producedKeys().stream()
                        .anyMatch(key -> exits.resolve(key, form.defaultTransitions()).isPresent());
        if (!resolved && state.transitions().isEmpty()) {
            issues.error(
                    "state.no_transitions",
                    state.path(),
                    "Nothing leads out of '%s'; add 'transitions' or 'next'."
                            .formatted(state.name()));
            return;
        }
        for (var key : exits.requiredKeys()) {
            if (exits.resolve(key, form.defaultTransitions()).isEmpty()) {
                issues.error(
                        "state.missing_transition",
                        YamlNode.child(state.path(), "transitions"),
                        "'%s' can come to '%s' and nothing says where that leads; add it to its"
                                        .formatted(state.name(), key)
                                + " transitions.");
            }
        }
    }

    private void defaults() {
        var known = new TreeSet<String>();
        for (var type : StateType.values()) {
            known.addAll(type.acceptedKeys(true));
            known.addAll(type.acceptedKeys(false));
        }
        form.defaultTransitions()
                .forEach(
                        (key, target) -> {
                            var path = YamlNode.child("/default_transitions", key);
                            if (!known.contains(key)) {
                                issues.error(
                                        "state.unknown_transition_key",
                                        path,
                                        "No state can come to '%s'; use one of %s."
                                                .formatted(key, String.join(", ", known)));
                            }
                            target(target, path);
                        });
    }

    private void target(@Nullable String target, String path) {
        if (target != null && !form.states().containsKey(target)) {
            issues.error(
                    "state.unknown_target",
                    path,
                    "There is no state '%s'; correct the name or add the state.".formatted(target));
        }
    }
}
