package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.RulesTier;
import com.postmagiq.workflow.persona.VisitPrompts.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent places of a state, and the roles they take. */
final class Roles {
    private Roles() {}

    static List<State.Slot> slots(Lease lease, State.Asking state) {
        return switch (state) {
            case State.Single single -> List.of(new State.Slot(single.agent(), single.persona()));
            case State.FanOut fanOut -> fanOut.slots();
            case State.OrchestratorTask task ->
                    List.of(new State.Slot(task.agent(), orchestratorPersona(lease, task)));
        };
    }

    private static @Nullable String orchestratorPersona(Lease lease, State.OrchestratorTask task) {
        var orchestrator = lease.config.orchestrator();
        return task.persona() != null || orchestrator == null
                ? task.persona()
                : orchestrator.persona();
    }

    /** What the configuration calls the role of a place; empty when it does not say. */
    static String name(State.Slot slot) {
        return Objects.requireNonNullElse(slot.persona(), "");
    }

    /**
     * @param name as {@link #name} gives it
     */
    static Role of(Lease lease, State.Asking state, String name) {
        if (name.isEmpty() && state instanceof State.OrchestratorTask task) {
            var prompt = task.prompt();
            if (prompt != null) {
                return new Role.Written(
                        new Persona(
                                state.name(),
                                state.name(),
                                "",
                                prompt,
                                RulesTier.FULL,
                                true,
                                Prompts.contract(state),
                                Optional.empty(),
                                1));
            }
        }
        var wanted = name.isEmpty() ? state.name() : name;
        return new Role.Named(lease.config.personas().getOrDefault(wanted, wanted));
    }

    /** Of the places that are asked in a visit: a fork may keep the answers of some. */
    static Set<Role> asked(Lease lease, State.Asking state, int visit) {
        var fork = lease.run.fork();
        var roles = new LinkedHashSet<Role>();
        for (var slot : slots(lease, state)) {
            if (fork == null || !fork.keeps(state.name(), visit, slot.agent())) {
                roles.add(of(lease, state, name(slot)));
            }
        }
        return roles;
    }
}
