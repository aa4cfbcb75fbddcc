package com.postmagiq.workflow.verdict;

import static com.postmagiq.workflow.verdict.Answers.ANN;
import static com.postmagiq.workflow.verdict.Answers.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.quality.Finding;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.quality.Severity;
import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.verdict.Aggregate.Result;
import com.postmagiq.workflow.verdict.QualityVerdict.CheckedText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregateTests {
    private static final Verdict DOWN = Verdict.unavailable(ANN, "timed out");

    @Test
    @Tag("workflow-26")
    void given_one_auditor_down__when_the_other_proceeds__then_the_quorum_decides() {
        var verdicts = List.of(DOWN, verdict(1, "bob", 9, Decision.PROCEED));

        assertThat(Aggregate.of(verdicts, 2, 2).result()).isEqualTo(Result.INCOMPLETE);
        assertThat(Aggregate.of(verdicts, 1, 2))
                .isEqualTo(new Aggregate(Result.PROCEED, 9, new BigDecimal("9.00"), 1, 2));
    }

    @Test
    @Tag("workflow-25")
    void given_no_readable_auditor__when_the_checks_pass__then_nobody_has_judged() {
        var verdicts = List.of(DOWN, DOWN, checks(report(9)));

        var aggregate = Aggregate.of(verdicts, 1, 2);

        assertThat(aggregate.result()).isEqualTo(Result.NO_VALID);
        assertThat(aggregate.scoreMin()).isNull();
        assertThat(aggregate.missing()).isTrue();
    }

    @Test
    void given_checks_that_block__when_all_auditors_proceed__then_the_result_is_retry() {
        var blocked = checks(report(8, finding("punct.dash", Severity.BLOCK)));
        var verdicts = List.of(verdict(0, "ann", 9, Decision.PROCEED), blocked);

        assertThat(Aggregate.of(verdicts, 1, 1))
                .isEqualTo(new Aggregate(Result.RETRY, 6, new BigDecimal("9.00"), 1, 1));
    }

    @Test
    void given_a_dismissed_finding__when_checked__then_it_blocks_no_longer() {
        var report = report(5, finding("punct.dash", Severity.BLOCK));

        var verdict = QualityVerdict.of(1, List.of(new CheckedText("gpt", report, Set.of(0))));

        assertThat(verdict.decision()).isEqualTo(Decision.PROCEED);
        assertThat(verdict.score()).isEqualTo(5);
        assertThat(verdict.issues()).isEmpty();
    }

    @Test
    void given_several_drafts__when_one_is_clean__then_the_checks_proceed_with_the_best_score() {
        var dash = report(6, finding("punct.dash", Severity.BLOCK));
        var verdict = checks(dash, report(4), report(8));

        assertThat(verdict.decision()).isEqualTo(Decision.PROCEED);
        assertThat(verdict.score()).isEqualTo(8);
        assertThat(checks(dash, dash).decision()).isEqualTo(Decision.RETRY);
    }

    @Test
    void given_any_verdicts__when_aggregated__then_the_result_is_never_milder_than_one_of_them() {
        var seed = 20_260_301L;
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++) {
            var verdicts = new ArrayList<Verdict>();
            var slots = 1 + random.nextInt(5);
            for (var slot = 0; slot < slots; slot++) {
                verdicts.add(
                        random.nextInt(3) == 0
                                ? DOWN
                                : verdict(
                                        slot,
                                        "a" + slot,
                                        1 + random.nextInt(10),
                                        List.of(Decision.PROCEED, Decision.RETRY, Decision.HALT)
                                                .get(random.nextInt(3))));
            }
            if (random.nextBoolean()) {
                verdicts.add(checks(report(7, finding("punct.dash", Severity.BLOCK))));
            }
            var quorum = 1 + random.nextInt(slots);

            var sum = Aggregate.of(verdicts, quorum, slots);

            var judges = verdicts.stream().filter(v -> v.valid() && !v.deterministic()).count();
            var strictest =
                    verdicts.stream()
                            .map(Verdict::decision)
                            .filter(d -> d != null)
                            .max(Decision::compareTo);
            var as = "seed %d, case %d: %s".formatted(seed, i, verdicts);
            if (judges == 0) {
                assertThat(sum.result()).as(as).isEqualTo(Result.NO_VALID);
            } else if (strictest.equals(Optional.of(Decision.PROCEED))) {
                assertThat(sum.result())
                        .as(as)
                        .isEqualTo(judges < quorum ? Result.INCOMPLETE : Result.PROCEED);
            } else {
                assertThat(sum.result().name()).as(as).isEqualTo(strictest.orElseThrow().name());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // declared transitions, result, valid of two, key ("ask" = a person decides)
        "proceed retry,PROCEED,2,proceed",
        "proceed retry,RETRY,2,retry",
        "proceed retry,HALT,2,halt",
        "proceed retry,NO_VALID,0,all_failure",
        "proceed retry,INCOMPLETE,1,ask",
        "proceed incomplete,INCOMPLETE,1,incomplete",
        "proceed retry partial_success,INCOMPLETE,1,ask",
        "retry all_success,PROCEED,2,all_success",
        "all_success all_failure,PROCEED,2,all_success",
        "all_success all_failure,RETRY,2,all_failure",
        "all_success all_failure,HALT,2,all_failure",
        "all_success all_failure,NO_VALID,0,all_failure",
        "all_success all_failure,PROCEED,1,ask",
        "all_success all_failure,INCOMPLETE,1,ask",
        "all_success partial_success,PROCEED,1,partial_success",
        "all_success partial_success,INCOMPLETE,1,partial_success",
        "all_success partial_success incomplete,INCOMPLETE,1,incomplete"
    })
    void given_declared_transitions__when_a_fan_out_was_audited__then_the_key_fits_them(
            String declared, Result result, int valid, String key) {
        var aggregate = new Aggregate(result, null, null, valid, 2);

        var found = TransitionKeys.transitionKey(fanOut(declared), aggregate, Map.of());

        assertThat(found.orElse("ask")).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "proceed retry,PROCEED,proceed", "proceed retry,NO_VALID,failure",
        "success failure,PROCEED,success", "success failure,RETRY,failure",
        "success failure,NO_VALID,failure"
    })
    void given_declared_transitions__when_a_single_was_audited__then_the_key_fits_them(
            String declared, Result result, String key) {
        var fanOut = fanOut(declared);
        var single =
                new State.Single(
                        "audit", null, List.of(), fanOut.routes(), fanOut.work(), "ann", null);

        assertThat(
                        TransitionKeys.transitionKey(
                                single, new Aggregate(result, null, null, 1, 1), Map.of()))
                .contains(key);
    }

    @Test
    void given_verdicts__when_they_become_feedback__then_sections_are_in_slot_order() {
        var fabricated =
                Answers.audit(
                        5,
                        Decision.RETRY,
                        List.of(),
                        List.of(new Fabrication("30 hours", "not in the story", null)),
                        List.of(),
                        List.of());
        var first =
                VerdictRules.audit(
                        ANN, fabricated, new VerdictRules.AuditRules(7, false, DraftLabels.NONE));
        var checks = checks(report(6, finding("punct.dash", Severity.BLOCK)));

        var markdown =
                Feedback.markdown(
                        List.of(checks, verdict(1, "bob", 9, Decision.PROCEED), DOWN, first));

        assertThat(markdown)
                .containsSubsequence(
                        "## ann (auditor)",
                        "Score: 5/10",
                        "Decision: retry",
                        "- \"30 hours\": not in the story",
                        "## bob",
                        "## quality-checks",
                        "**major** [punct.dash] message of punct.dash");
        assertThat(markdown).doesNotContain("timed out");
    }

    @Test
    void given_fabrications_and_findings__when_listed_for_the_synthesizer__then_each_stands_once() {
        var text =
                new CheckedText(
                        "gpt",
                        report(
                                6,
                                finding("fabrication.number", Severity.BLOCK),
                                finding("fabrication.number", Severity.BLOCK),
                                finding("style.filler", Severity.INFO)),
                        Set.of());

        var items = MustNotUse.list(List.of(), List.of(text));

        assertThat(items)
                .containsExactly(
                        new Fabrication(
                                "words of fabrication.number",
                                "message of fabrication.number",
                                "gpt"));
        assertThat(MustNotUse.markdown(items))
                .isEqualTo(
                        "- \"words of fabrication.number\": message of fabrication.number"
                                + " (draft of gpt)");
    }

    private static State.FanOut fanOut(String declared) {
        var transitions =
                Arrays.stream(declared.split(" "))
                        .collect(Collectors.toMap(Function.identity(), k -> "to_" + k));
        return new State.FanOut(
                "audit",
                null,
                List.of(),
                new State.Routes(transitions, null),
                new State.Work(
                        List.of(), null, OutputType.AUDIT, null, null, null, null, true, true),
                List.of(),
                1);
    }

    private static Verdict checks(QualityReport... reports) {
        return QualityVerdict.of(
                9, Arrays.stream(reports).map(r -> new CheckedText("gpt", r, Set.of())).toList());
    }

    private static QualityReport report(int score, Finding... findings) {
        return new QualityReport(
                "00",
                "linkedin",
                1,
                "en",
                true,
                findings.length == 0,
                score,
                new QualityReport.Scores(9, 9, 9, 9, 9),
                new QualityReport.Metrics(300, 1500, 20, 5, 70, 6, 12, 90, 0, 0, 1),
                List.of(findings));
    }

    private static Finding finding(String check, Severity severity) {
        return new Finding(
                check,
                severity,
                0,
                5,
                "words of " + check,
                "message of " + check,
                null,
                null,
                null);
    }
}
