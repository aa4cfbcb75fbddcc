package com.postmagiq.workflow.config;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules about the graph of states: reachable, with an end, guarded against endless loops. */
final class GraphRules {
    private final ConfigForm form;
    private final Issues issues;

    /** What the file itself says leads where. */
    private final Map<String, Set<String>> declared = new LinkedHashMap<>();

    GraphRules(ConfigForm form, Issues issues) {
        this.form = form;
        this.issues = issues;
    }

    void check() {
        // Without a beginning, or with a state nobody understands, the graph would only repeat
        // what has been said.
        if (form.initial().map(StateForm::next).isEmpty()
                || form.states().values().stream().anyMatch(state -> state.type() == null)) {
            return;
        }
        form.states().values().forEach(state -> declared.put(state.name(), declared(state)));
        var reachable = reachable();
        for (var state : form.states().values()) {
            if (!reachable.contains(state.name()) && !state.is(StateType.INITIAL)) {
                issues.error(
                        "state.unreachable",
                        state.path(),
                        "No run can reach '%s'; let a transition lead to it or remove it."
                                .formatted(state.name()));
            }
        }
        withoutExit(reachable);
        unguarded(reachable);
    }

    private Set<String> declared(StateForm state) {
        var targets = new LinkedHashSet<String>(state.transitions().values());
        if (state.next() != null) {
            targets.add(state.next());
        }
        var exits = Exits.of(state);
        for (var key : exits.producedKeys()) {
            exits.resolve(key, form.defaultTransitions()).ifPresent(targets::add);
        }
        targets.retainAll(form.states().keySet());
        return targets;
    }

    private Set<String> reachable() {
        var initial = form.initial();
        if (initial.isEmpty()) {
            return Set.of();
        }
        var withEndings = new LinkedHashMap<String, Set<String>>();
        declared.forEach((name, targets) -> withEndings.put(name, new LinkedHashSet<>(targets)));
        form.errorTerminal()
                .ifPresent(
                        terminal ->
                                form.states().values().stream()
                                        .filter(this::endsByItself)
                                        .forEach(
                                                state ->
                                                        withEndings
                                                                .getOrDefault(
                                                                        state.name(),
                                                                        new LinkedHashSet<>())
                                                                .add(terminal.name())));
        return closure(List.of(initial.get().name()), withEndings);
    }

    private boolean endsByItself(StateForm state) {
        var exits = Exits.of(state);
        return exits.producedKeys().stream()
                .anyMatch(
                        key ->
                                Exits.endsByItself(key)
                                        && exits.resolve(key, form.defaultTransitions()).isEmpty());
    }

    /** Failing for technical reasons is no way to end a loop, so only declared ways count. */
    private void withoutExit(Set<String> reachable) {
        var backwards = new HashMap<String, Set<String>>();
        declared.forEach(
                (from, targets) ->
                        targets.forEach(
                                to ->
                                        backwards
                                                .computeIfAbsent(to, _ -> new LinkedHashSet<>())
                                                .add(from)));
        var terminals =
                form.states().values().stream()
                        .filter(state -> state.is(StateType.TERMINAL))
                        .map(StateForm::name)
                        .toList();
        var ending = closure(terminals, backwards);
        for (var state : form.states().values()) {
            // A state without any way out has been reported as such.
            if (reachable.contains(state.name())
                    && !ending.contains(state.name())
                    && !targets(state.name()).isEmpty()) {
                issues.error(
                        "state.cycle_without_exit",
                        state.path(),
                        "From '%s' a run can never reach a terminal state; add a way out of the"
                                        .formatted(state.name())
                                + " loop.");
            }
        }
    }

    private void unguarded(Set<String> reachable) {
        if (form.breaker().stateVisitLimit() != null || form.breaker().cycleDetection()) {
            return;
        }
        var machine = new LinkedHashMap<String, Set<String>>();
        for (var state : form.states().values()) {
            if (reachable.contains(state.name()) && !state.is(StateType.HUMAN_APPROVAL)) {
                var targets = new LinkedHashSet<>(targets(state.name()));
                targets.removeIf(
                        target -> {
                            var other = form.states().get(target);
                            return other == null || other.is(StateType.HUMAN_APPROVAL);
                        });
                machine.put(state.name(), targets);
            }
        }
        for (var entry : machine.entrySet()) {
            if (closure(entry.getValue(), machine).contains(entry.getKey())) {
                issues.warning(
                        "state.unguarded_cycle",
                        YamlNode.child("/states", entry.getKey()),
                        "A loop through '%s' has no person in it and neither state_visit_limit nor"
                                        .formatted(entry.getKey())
                                + " cycle_detection guards it; switch one of them on.");
                return;
            }
        }
    }

    private Set<String> targets(String state) {
        return declared.getOrDefault(state, Set.of());
    }

    private static Set<String> closure(Collection<String> from, Map<String, Set<String>> edges) {
        var seen = new LinkedHashSet<>(from);
        var open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (var target : edges.getOrDefault(open.remove(), Set.of())) {
                if (seen.add(target)) {
                    open.add(target);
                }
            }
        }
        return seen;
    }
}
