package com.postmagiq.workflow.verdict;

import static com.postmagiq.workflow.answer.Decision.HALT;
import static com.postmagiq.workflow.answer.Decision.PROCEED;
import static com.postmagiq.workflow.answer.Decision.RETRY;
import static com.postmagiq.workflow.verdict.Answers.ANN;
import static com.postmagiq.workflow.verdict.Answers.audit;
import static com.postmagiq.workflow.verdict.Answers.review;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.answer.DraftScore;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.answer.Issue;
import com.postmagiq.workflow.verdict.VerdictRules.AuditRules;
import com.postmagiq.workflow.verdict.VerdictRules.ReviewRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class VerdictRulesTests {
    private static final AuditRules SEVEN = new AuditRules(7, false, DraftLabels.NONE);
    private static final DraftLabels AB =
            new DraftLabels(new LinkedHashMap<>(Map.of("A", "claude", "B", "gpt")));
    private static final Fabrication HOURS = new Fabrication("30 hours", null, null);

    @ParameterizedTest
    @CsvSource({
        "7,PROCEED,PROCEED",
        "6,PROCEED,RETRY",
        "3,PROCEED,RETRY",
        "10,RETRY,RETRY",
        "1,RETRY,RETRY",
        "9,HALT,HALT",
        "1,HALT,HALT"
    })
    @Tag("workflow-27")
    void given_score_and_decision__when_judged__then_the_server_can_only_be_stricter(
            int score, Decision stated, Decision expected) {
        var verdict = VerdictRules.audit(ANN, audit(score, stated), SEVEN);

        assertThat(verdict.decision()).isEqualTo(expected);
        assertThat(verdict.stated()).isEqualTo(stated);
        assertThat(verdict.valid()).isTrue();
    }

    @Test
    @Tag("workflow-27")
    void given_a_fabrication__when_the_auditor_proceeds__then_the_verdict_is_retry() {
        var answer = audit(9, PROCEED, List.of(), List.of(HOURS), List.of(), List.of());

        assertThat(VerdictRules.audit(ANN, answer, SEVEN).decision()).isEqualTo(RETRY);
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL,RETRY", "MAJOR,PROCEED", "MINOR,PROCEED"})
    void given_an_issue__when_the_auditor_proceeds__then_only_a_critical_one_forbids_it(
            Issue.Severity severity, Decision expected) {
        var issue = new Issue(severity, "Weak", null, null, null);
        var answer = audit(9, PROCEED, List.of(issue), List.of(), List.of(), List.of());

        assertThat(VerdictRules.audit(ANN, answer, SEVEN).decision()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Uses an em dash twice,true,RETRY", "Uses an em dash twice,false,PROCEED",
        "a \u2014 b,true,RETRY", "Flat rhythm,true,PROCEED"
    })
    void given_a_style_issue__when_the_dash_check_agrees__then_proceed_becomes_retry(
            String issue, boolean confirmed, Decision expected) {
        var answer = audit(9, PROCEED, List.of(), List.of(), List.of(issue), List.of());
        var rules = new AuditRules(7, confirmed, DraftLabels.NONE);

        assertThat(VerdictRules.audit(ANN, answer, rules).decision()).isEqualTo(expected);
    }

    @Test
    void given_a_cross_audit__when_one_draft_is_clean__then_fabrications_of_the_other_pass() {
        var answer =
                audit(
                        8,
                        PROCEED,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(draft("A", HOURS), draft("Draft B")));

        var verdict = VerdictRules.audit(ANN, answer, new AuditRules(7, false, AB));

        assertThat(verdict.decision()).isEqualTo(PROCEED);
        assertThat(verdict.drafts()).extracting(DraftScore::draft).containsExactly("claude", "gpt");
        assertThat(verdict.fabrications()).containsExactly(HOURS.in("claude"));
    }

    @Test
    void given_a_cross_audit__when_no_draft_is_clean__then_the_verdict_is_retry() {
        var answer =
                audit(
                        8,
                        PROCEED,
                        List.of(),
                        List.of(new Fabrication("Draft B: Kafka", null, null)),
                        List.of(),
                        List.of(draft("A", HOURS), draft("B")));

        var verdict = VerdictRules.audit(ANN, answer, new AuditRules(7, false, AB));

        assertThat(verdict.decision()).isEqualTo(RETRY);
        assertThat(verdict.fabrications())
                .extracting(Fabrication::draft)
                .containsExactly("gpt", "claude");
    }

    @Test
    void given_a_cross_audit__when_a_fabrication_names_no_draft__then_it_counts_for_all() {
        var answer =
                audit(
                        8,
                        PROCEED,
                        List.of(),
                        List.of(HOURS),
                        List.of(),
                        List.of(draft("A"), draft("B")));

        assertThat(VerdictRules.audit(ANN, answer, new AuditRules(7, false, AB)).decision())
                .isEqualTo(RETRY);
    }

    @ParameterizedTest
    @CsvSource({
        "8,PROCEED,true,1,false,RETRY,false", "9,PROCEED,true,1,false,PROCEED,false",
        "8,PROCEED,true,2,false,PROCEED,false", "8,PROCEED,false,1,false,PROCEED,false",
        "6,PROCEED,false,1,false,RETRY,false", "8,PROCEED,true,1,true,PROCEED,true",
        "5,RETRY,true,1,false,RETRY,false", "5,RETRY,true,2,false,RETRY,false",
        "5,RETRY,true,3,false,PROCEED,true", "5,RETRY,true,2,true,PROCEED,true",
        "2,HALT,false,1,false,HALT,false", "2,HALT,false,9,true,HALT,false",
        "3,HALT,false,1,false,RETRY,false", "3,HALT,false,3,false,PROCEED,true"
    })
    @Tag("workflow-30")
    void given_a_review__when_judged_with_two_question_rounds__then_questions_have_their_turn(
            int score,
            Decision stated,
            boolean asks,
            int visit,
            boolean skip,
            Decision expected,
            boolean skipped) {
        var answer = asks ? review(score, stated, "When?") : review(score, stated);
        var rules = new ReviewRules(7, VerdictRules.REVIEW_HALT_AT_MOST, visit, 2, skip);

        var verdict = VerdictRules.review(ANN, answer, rules);

        assertThat(verdict.decision()).isEqualTo(expected);
        assertThat(verdict.questionsSkipped()).isEqualTo(skipped);
    }

    @Test
    void given_agents__when_labelled__then_the_seed_decides_and_labels_lead_back() {
        var agents = List.of("claude", "gpt", "gemini");
        var labels = DraftLabels.shuffle(agents, 7);

        assertThat(labels).isEqualTo(DraftLabels.shuffle(agents, 7));
        assertThat(labels.agents().keySet()).containsExactly("A", "B", "C");
        assertThat(labels.agents().values()).containsExactlyInAnyOrderElementsOf(agents);
        assertThat(labels.agent(" draft b: ")).contains(labels.agents().getOrDefault("B", "none"));
        assertThat(labels.agent("D")).isEmpty();
        assertThat(
                        LongStream.range(0, 50)
                                .mapToObj(s -> DraftLabels.shuffle(agents, s).agents().get("A"))
                                .distinct())
                .hasSize(3);
        assertThat(HALT.strictest(RETRY)).isEqualTo(HALT);
    }

    @Test
    void given_a_verdict__when_stored_as_json__then_it_comes_back() {
        var issue = new Issue(Issue.Severity.CRITICAL, "Weak", "Cut it", null, "a quote");
        var answer =
                audit(
                        9,
                        RETRY,
                        List.of(issue),
                        List.of(HOURS),
                        List.of("flat"),
                        List.of(draft("A")));
        var verdict = VerdictRules.audit(ANN, answer, new AuditRules(7, true, AB));
        var mapper = JsonMapper.shared();

        assertThat(mapper.readValue(mapper.writeValueAsString(verdict), Verdict.class))
                .isEqualTo(verdict);
    }

    private static DraftScore draft(String label, Fabrication... fabrications) {
        return new DraftScore(label, 7, Dimensions.NONE, List.of(), List.of(fabrications));
    }
}
