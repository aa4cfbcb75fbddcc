package com.postmagiq.workflow.run;

import com.postmagiq.workflow.config.State;

/** Names of the state types as they stand in configurations, events and the database. */
public final class StateTypes {
    private StateTypes() {}

    public static String of(State state) {
        return switch (state) {
            case State.Initial _ -> "initial";
            case State.Single _ -> "single";
            case State.FanOut _ -> "fan-out";
            case State.OrchestratorTask _ -> "orchestrator-task";
            case State.HumanApproval _ -> "human-approval";
            case State.Terminal _ -> "terminal";
        };
    }
}
