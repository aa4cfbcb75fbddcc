package com.postmagiq.workflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.AgentDefinition;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The forms a configuration may be written in, older ones among them. */
class ConfigFormsTests {
    @Test
    @Tag("workflow-10")
    void given_settings_under_their_older_name__when_validated__then_they_hold() {
        var yaml =
                Configs.around(
                        "agent: offline\npersona: writer\nnext: other",
                        "runtime: {parallel_fanout: false, timeout_per_agent: 60, speed: 9}");

        var result = Configs.validate(yaml);

        assertThat(result.errors()).isEmpty();
        assertThat(result.config().orElseThrow().settings())
                .returns(false, WorkflowConfig.Settings::parallelFanout)
                .returns(Duration.ofMinutes(1), WorkflowConfig.Settings::timeoutPerAgent);
        assertThat(result.warnings())
                .singleElement()
                .returns("config.unknown_key", Issue::code)
                .returns("/runtime/speed", Issue::path);
    }

    @Test
    void given_anchors_and_merges__when_validated__then_they_are_read_as_if_written_out() {
        var config =
                Configs.valid(
                        """
                        states:
                          start: {type: initial, next: ask}
                          ask: &ask {agent: groq-a, persona: writer, next: more}
                          more: {<<: *ask, next: done}
                          done: {type: terminal}
                        agents:
                          groq-a: &fast {model: llama-8b, max_tokens: 100}
                          groq-b: {<<: *fast, max_tokens: 200}
                        """);

        assertThat(config.agents())
                .hasEntrySatisfying(
                        "groq-b",
                        agent ->
                                assertThat(agent)
                                        .returns("llama-8b", AgentDefinition::model)
                                        .returns(200, AgentDefinition::maxTokens));
        assertThat(Transitions.forward(config, Configs.state(config, "more"))).hasValue("done");
    }

    @Test
    void given_forms_of_older_files__when_validated__then_they_are_read_without_errors() {
        var result =
                Configs.validate(
                        """
                        states:
                          start: {type: initial, next: draft}
                          draft:
                            type: fan-out
                            agents: [claude, gemini]
                            persona: writer
                            input: workflow/input/story_input.md
                            output: workflow/drafts/{agent}_draft.md
                            transitions: {all_success: cross-audit, all_failure: halt}
                          cross-audit:
                            type: fan-out
                            agents: [claude, gemini]
                            personas: {claude: fabrication-auditor, gemini: style-auditor}
                            input: workflow/drafts/*_draft.md
                            output: workflow/audits/{agent}.json
                            output_type: audit
                            transitions:
                              all_success: approve
                              partial_success: approve
                              all_failure: draft
                          approve:
                            type: human-approval
                            input: workflow/drafts/*_draft.md
                            transitions: {approved: complete, feedback: draft, retry: draft}
                          complete: {type: terminal}
                          halt: {type: terminal}
                        agents:
                          claude: {model: sonnet, persona: writer, session_support: true}
                          gemini: {}
                          codex: {enabled: false}
                        personas:
                          writer: prompts/writer_persona.md
                          story_reviewer: prompts/story_reviewer_persona.md
                        credit_weights: {standard: [claude], premium: [claude]}
                        circuit_breaker:
                          rules:
                            - {name: state_visit_limit, condition: "state_visits[state] >= 4"}
                            - {name: cycle_detection, condition: "A > B > A > B"}
                            - {condition: "transition_count > 24"}
                            - {name: timeout, condition: "elapsed_seconds >= 900"}
                            - {name: cost_limit, limit: 0}
                          safety_limits: {max_cost_hard: 0}
                        """);

        assertThat(result.errors()).isEmpty();
        var config = result.config().orElseThrow();
        assertThat(config.breaker())
                .returns(4, WorkflowConfig.Breaker::stateVisitLimit)
                .returns(true, WorkflowConfig.Breaker::cycleDetection)
                .returns(25, WorkflowConfig.Breaker::transitionLimit)
                .returns(900, WorkflowConfig.Breaker::timeoutSeconds);
        assertThat(config.breaker().costLimit()).isZero();
        assertThat(config.personas()).containsEntry("story_reviewer", "story-reviewer");
        assertThat(result.warnings())
                .extracting(Issue::code)
                .containsOnly("credit.duplicate_weight");
    }

    @Test
    void given_rules__when_one_is_left_out__then_it_is_off() {
        var config =
                Configs.valid(
                        Configs.around(
                                "agent: offline\npersona: writer\nnext: other",
                                "circuit_breaker: {rules: [cycle_detection]}"));

        assertThat(config.breaker().transitionLimit()).isNull();
        assertThat(config.breaker().cycleDetection()).isTrue();
        assertThat(config.breaker().maxTransitionsHard()).isEqualTo(50);
    }
}
