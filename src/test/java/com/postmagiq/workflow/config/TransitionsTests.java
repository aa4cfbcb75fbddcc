package com.postmagiq.workflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.workflow.config.Transition.BuiltIn;
import com.postmagiq.workflow.config.Transition.None;
import com.postmagiq.workflow.config.Transition.ToState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionsTests {

    private static Transition resolve(String ask, String rest, String key) {
        var config = Configs.valid(Configs.around(ask, rest));
        return Transitions.resolve(config, Configs.state(config, "ask"), key);
    }

    @ParameterizedTest
    @CsvSource({
        "offline, cross-audit, proceed, synthesize",
        "offline, cross-audit, retry, draft",
        "offline, cross-audit, halt, halt",
        "groq-production, cross-audit, all_failure, draft",
        "groq-production, cross-audit, incomplete, synthesize",
        "groq-production, final-audit, all_failure, final-audit-feedback",
        "groq-production, draft, partial_success, cross-audit",
        "offline, story-process, failure, story-review",
        "offline, human-approval, feedback, synthesize"
    })
    void given_a_shipped_file__when_a_result_comes__then_its_own_transition_is_taken(
            String slug, String state, String key, String target) {
        var config = Configs.valid(Configs.shipped(slug));

        assertThat(Transitions.resolve(config, Configs.state(config, state), key))
                .isEqualTo(new ToState(target));
    }

    @Test
    void given_a_next_and_defaults__when_a_key_has_no_transition__then_next_comes_first() {
        var ask = "agent: offline\npersona: writer\nnext: other";

        assertThat(resolve(ask, "default_transitions: {success: done}", "success"))
                .isEqualTo(new ToState("other"));
    }

    @Test
    void given_defaults__when_neither_transition_nor_next_serves__then_they_do() {
        var ask = "agent: offline\npersona: writer\ntransitions: {success: other}";

        assertThat(resolve(ask, "default_transitions: {failure: halt}", "failure"))
                .isEqualTo(new ToState("halt"));
    }

    @Test
    void given_a_full_success_only__when_some_fail__then_the_partial_success_takes_it() {
        var ask =
                """
                type: fan-out
                agents: [offline, offline-scene]
                persona: writer
                min_success: 1
                transitions: {all_success: other}""";

        assertThat(resolve(ask, "", "partial_success")).isEqualTo(new ToState("other"));
        assertThat(resolve(ask, "", "all_failure")).isEqualTo(new BuiltIn("all_failure", "halt"));
    }

    @Test
    void given_an_audit_with_next__when_it_was_unreadable__then_next_is_not_taken() {
        var ask =
                """
                type: fan-out
                agents: [offline, offline-scene]
                persona: auditor
                output_type: audit
                transitions: {proceed: other, retry: other}
                next: other""";

        assertThat(resolve(ask, "", "all_failure")).isEqualTo(new BuiltIn("all_failure", "halt"));
        assertThat(resolve(ask, "", "incomplete")).isEqualTo(new None("incomplete"));
        assertThat(resolve(ask, "default_transitions: {incomplete: done}", "incomplete"))
                .isEqualTo(new None("incomplete"));
    }

    @Test
    void given_a_person_with_next__when_they_refuse__then_it_does_not_count_as_approval() {
        var ask = "type: human-approval\nnext: other";

        assertThat(resolve(ask, "", "approved")).isEqualTo(new ToState("other"));
        assertThat(resolve(ask, "", "feedback")).isEqualTo(new None("feedback"));
        assertThat(resolve(ask, "", "abort")).isEqualTo(new BuiltIn("abort", null));
    }

    @Test
    void given_an_other_name_for_success__when_resolved__then_it_is_understood() {
        var ask = "agent: offline\npersona: writer\ntransitions: {proceed: other}";

        assertThat(resolve(ask, "", "success")).isEqualTo(new ToState("other"));
    }

    @Test
    void given_count_style_audits__when_mapped__then_objections_are_a_failure() {
        var groq = Configs.valid(Configs.shipped("groq-production"));
        var offline = Configs.valid(Configs.shipped("offline"));

        assertThat(Transitions.countStyle((State.Asking) Configs.state(groq, "cross-audit")))
                .isTrue();
        assertThat(Transitions.countStyle((State.Asking) Configs.state(offline, "cross-audit")))
                .isFalse();
        assertThat(Transitions.countKey("proceed", false)).isEqualTo("all_success");
        assertThat(Transitions.countKey("proceed", true)).isEqualTo("partial_success");
        assertThat(Transitions.countKey("retry", false)).isEqualTo("all_failure");
        assertThat(Transitions.countKey("halt", true)).isEqualTo("all_failure");
    }

    @ParameterizedTest
    @CsvSource({
        "drafts/*.md, drafts/a.md, true",
        "drafts/*.md, drafts/a/b.md, false",
        "drafts/*_draft.md, drafts/x_draft.md, true",
        "drafts/*_draft.md, drafts/_draft.md, true",
        "*/post.md, final/post.md, true",
        "drafts/a.md, drafts/a.md, true",
        "drafts/a.md, drafts/b.md, false",
        "drafts/*a*b, drafts/xaybzb, true",
        "drafts/*a*b, drafts/xaybz, false"
    })
    void given_a_reference__when_matched__then_a_star_stays_in_its_segment(
            String reference, String name, boolean matches) {
        assertThat(ArtefactNames.matches(reference, name)).isEqualTo(matches);
    }

    @Test
    void given_a_repeated_agent__when_named__then_no_slot_overwrites_another() {
        assertThat(ArtefactNames.outputs("d/{agent}.md", List.of("a", "b", "a", "a-2")))
                .doesNotHaveDuplicates()
                .startsWith("d/a.md", "d/b.md")
                .endsWith("d/a-2.md");
    }

    @Test
    void given_a_shipped_file__when_drawn__then_the_way_to_the_end_goes_downwards() {
        var graph = StateGraph.of(Configs.valid(Configs.shipped("offline")));

        assertThat(graph.forwardPath())
                .containsExactly(
                        "start",
                        "story-review",
                        "story-process",
                        "draft",
                        "cross-audit",
                        "synthesize",
                        "final-audit",
                        "human-approval",
                        "complete");
        assertThat(graph.nodes()).hasSize(12);
        assertThat(graph.edges()).contains(new StateGraph.Edge("cross-audit", "retry", "draft"));
        assertThat(graph.ascii())
                .contains("[draft] fan-out: offline-chronological, offline-scene, offline-lesson")
                .contains("  +-- retry -> draft")
                .contains("[halt] terminal (error)");
    }
}
