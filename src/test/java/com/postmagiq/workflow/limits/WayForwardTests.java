package com.postmagiq.workflow.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.AutoProceed.LatestAudit;
import com.postmagiq.workflow.verdict.Aggregate;
import com.postmagiq.workflow.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WayForwardTests {
    private static final Set<SoftRule> VISITS = Set.of(SoftRule.STATE_VISIT_LIMIT);

    private static Verdict verdict(int score, Fabrication... fabrications) {
        return new Verdict(
                0,
                "ann",
                null,
                false,
                true,
                score,
                Decision.RETRY,
                Decision.RETRY,
                "x",
                List.of(),
                List.of(fabrications),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Dimensions.NONE,
                List.of(),
                false,
                null);
    }

    private static LatestAudit audit(OutputType type, String hash, Verdict verdict, int quorum) {
        return new LatestAudit(
                type, hash, Aggregate.of(List.of(verdict), 1, 1), quorum, List.of(verdict));
    }

    @Test
    @Tag("workflow-34")
    void given_a_good_audit_of_the_current_text__when_a_loop_trips__then_the_run_may_go_on_once() {
        var good = audit(OutputType.FINAL_AUDIT, "now", verdict(8), 1);

        assertThat(AutoProceed.allowed(VISITS, Set.of(), good, "now", 8)).isTrue();
        assertThat(AutoProceed.allowed(VISITS, VISITS, good, "now", 8)).isFalse();
        assertThat(AutoProceed.allowed(VISITS, Set.of(), good, "older", 8)).isFalse();
        assertThat(AutoProceed.allowed(VISITS, Set.of(), good, "now", 9)).isFalse();
        assertThat(AutoProceed.allowed(Set.of(SoftRule.TIMEOUT), Set.of(), good, "now", 8))
                .isFalse();
        assertThat(AutoProceed.allowed(Set.of(SoftRule.COST_LIMIT), Set.of(), good, "now", 8))
                .isFalse();
        assertThat(AutoProceed.allowed(VISITS, Set.of(), null, "now", 8)).isFalse();
    }

    @Test
    @Tag("workflow-34")
    void given_a_review_or_a_fault__when_a_loop_trips__then_the_run_may_not_go_on_by_itself() {
        var review = audit(OutputType.REVIEW, "now", verdict(10), 1);
        var invented =
                audit(
                        OutputType.AUDIT,
                        "now",
                        verdict(9, new Fabrication("30 hours", null, null)),
                        1);
        var fewer = audit(OutputType.AUDIT, "now", verdict(9), 2);

        for (var audit : List.of(review, invented, fewer)) {
            assertThat(AutoProceed.allowed(VISITS, Set.of(), audit, "now", 8)).isFalse();
        }
    }

    @Test
    void given_a_config_without_synthesize__when_feedback_is_given__then_a_text_state_is_found() {
        var states = states();

        assertThat(Targets.feedback(states, "audit", "merge", "draft")).contains("draft");
        assertThat(Targets.feedback(states, "gate", "merge", "draft")).contains("merge");
        assertThat(Targets.feedback(states, "gate", null, "draft")).contains("draft");
        assertThat(Targets.feedback(states, "gate", null, null)).isEmpty();
    }

    @Test
    void given_a_state__when_published_as_is__then_it_goes_forward_or_to_a_person_or_to_the_end() {
        var states = states();

        assertThat(Targets.approve(states, "audit")).contains("merge");
        assertThat(Targets.approve(states, "gate")).contains("human");
        assertThat(Targets.approve(states, "halt")).contains("complete");
        assertThat(Targets.forward(single("x", OutputType.AUDIT, Map.of("retry", "y")))).isEmpty();
    }

    private static Map<String, State> states() {
        var states = new LinkedHashMap<String, State>();
        for (var state :
                List.of(
                        single("draft", OutputType.DRAFT, Map.of("success", "audit")),
                        single(
                                "audit",
                                OutputType.AUDIT,
                                Map.of("retry", "draft", "proceed", "merge")),
                        single("merge", OutputType.FINAL, Map.of("success", "gate")),
                        single(
                                "gate",
                                OutputType.FINAL_AUDIT,
                                Map.of("retry", "audit", "x", "human")),
                        new State.HumanApproval(
                                "human",
                                null,
                                List.of(),
                                new State.Routes(Map.of("approved", "complete"), null),
                                null,
                                List.of(),
                                null),
                        new State.Terminal("halt", null, List.of(), true),
                        new State.Terminal("complete", null, List.of(), false))) {
            states.put(state.name(), state);
        }
        return states;
    }

    private static State single(String name, OutputType type, Map<String, String> transitions) {
        return new State.Single(
                name,
                null,
                List.of(),
                new State.Routes(transitions, null),
                new State.Work(List.of(), null, type, null, null, null, null, false, true),
                "claude",
                null);
    }
}
