package com.postmagiq.workflow.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A named node of a configuration: one of six types. */
public sealed interface State {
    String name();

    @Nullable String description();

    /** Texts that {@code on_enter} writes as log events. */
    List<String> logOnEnter();

    /** A state that asks agents. */
    sealed interface Asking extends State {
        Routes routes();

        Work work();
    }

    /** Where the run begins. */
    record Initial(String name, @Nullable String description, List<String> logOnEnter, String next)
            implements State {}

    /** One agent. */
    record Single(
            String name,
            @Nullable String description,
            List<String> logOnEnter,
            Routes routes,
            Work work,
            String agent,
            @Nullable String persona)
            implements Asking {}

    /** Several agents on the same input; personas by agent name, else the shared one. */
    record FanOut(
            String name,
            @Nullable String description,
            List<String> logOnEnter,
            Routes routes,
            Work work,
            List<Slot> slots,
            int minSuccess)
            implements Asking {}

    /** One agent with a conversation that later visits continue. */
    record OrchestratorTask(
            String name,
            @Nullable String description,
            List<String> logOnEnter,
            Routes routes,
            Work work,
            String agent,
            @Nullable String persona,
            @Nullable String prompt)
            implements Asking {}

    /** Waits for a person. A null timeout takes the configuration's; both null wait for ever. */
    record HumanApproval(
            String name,
            @Nullable String description,
            List<String> logOnEnter,
            Routes routes,
            @Nullable String prompt,
            List<String> input,
            @Nullable Duration timeout)
            implements State {}

    /** Where the run ends. */
    record Terminal(
            String name, @Nullable String description, List<String> logOnEnter, boolean error)
            implements State {}

    /** One agent place of a fan-out. */
    record Slot(String agent, @Nullable String persona) {}

    /** Ways out: own transitions by result key, then {@code next}. */
    record Routes(Map<String, String> transitions, @Nullable String next) {}

    /**
     * What the agents of a state read and write.
     *
     * @param input artefact references, see {@code docs/user-guide/configurations.md}
     * @param output path template with {@code {agent}}
     * @param proceedThreshold score from which a verdict proceeds; null keeps the configuration's
     * @param quorum valid verdicts needed; null takes the configuration's
     */
    record Work(
            List<String> input,
            @Nullable String output,
            OutputType outputType,
            @Nullable String context,
            @Nullable Integer proceedThreshold,
            @Nullable Integer haltThreshold,
            @Nullable Integer quorum,
            boolean quorumAll,
            boolean tierOverride) {}
}
