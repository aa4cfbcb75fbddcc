package com.postmagiq.workflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.Contract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTests {
    private static ReadAnswer audit(String answer) {
        return AnswerReader.read(Contract.AUDIT, answer, false, null);
    }

    private static AuditAnswer audited(String answer) {
        var read = audit(answer);
        assertThat(read).as(answer).isInstanceOf(ReadAnswer.Audit.class);
        return ((ReadAnswer.Audit) read).answer();
    }

    private static String withScore(String score) {
        return "{\"score\": %s, \"decision\": \"proceed\", \"feedback\": \"Fine.\"}"
                .formatted(score);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "8;8", "\"8\";8", "8.0;8", "\"8/10\";8", "\" 8 / 10 \";8", "\"80%\";8", "7.5;7",
                "\"7.5\";7", "\"7,5/10\";7", "\"75%\";7", "1;1", "10;10", "1e1;10", "\"100%\";10"
            })
    @Tag("workflow-24")
    void given_a_score_in_a_readable_form__when_read__then_it_is_a_whole_number(
            String written, int score) {
        assertThat(audited(withScore(written)).score()).isEqualTo(score);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "11",
                "0.5",
                "10.5",
                "-3",
                "\"N/A\"",
                "null",
                "\"\"",
                "\"high\"",
                "true",
                "[8]",
                "{\"value\":8}",
                "\"16/20\"",
                "\"8 of 9\"",
                "1e400",
                "\"110%\"",
                "\"5%\""
            })
    @Tag("workflow-24")
    void given_a_score_that_leaves_doubt__when_read__then_the_answer_is_malformed(String written) {
        var read = audit(withScore(written));

        assertThat(read).isInstanceOf(ReadAnswer.Malformed.class);
        assertThat(((ReadAnswer.Malformed) read).errors())
                .singleElement()
                .asString()
                .contains("score")
                .contains("1 to 10");
    }

    @ParameterizedTest
    @CsvSource({
        "PROCEED,PROCEED",
        "' Approved ',PROCEED",
        "approve,PROCEED",
        "pass,PROCEED",
        "Accept,PROCEED",
        "retry,RETRY",
        "Revise,RETRY",
        "revision,RETRY",
        "rework,RETRY",
        "HALT,HALT",
        "stop,HALT",
        "reject,HALT",
        "fail,HALT"
    })
    @Tag("workflow-24")
    void given_a_decision_in_other_words__when_read__then_it_is_understood(
            String written, Decision decision) {
        var answer =
                audited("{\"score\":5,\"decision\":\"%s\",\"feedback\":\"x\"}".formatted(written));

        assertThat(answer.decision()).isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"maybe\"",
                "\"\"",
                "null",
                "true",
                "1",
                "[\"proceed\"]",
                "\"proceed or retry\"",
                "\"do not proceed\""
            })
    @Tag("workflow-24")
    void given_a_decision_that_leaves_doubt__when_read__then_the_answer_is_malformed(
            String written) {
        var read = audit("{\"score\":9,\"decision\":%s,\"feedback\":\"x\"}".formatted(written));

        assertThat(read).isInstanceOf(ReadAnswer.Malformed.class);
    }

    @Test
    void given_several_faults__when_read__then_every_one_is_named() {
        var read = audit("{\"score\":\"N/A\",\"decision\":\"maybe\"}");

        assertThat(((ReadAnswer.Malformed) read).errors()).hasSize(2);
    }

    @Test
    void given_a_retry_without_feedback__when_it_lists_issues__then_they_are_the_feedback() {
        var answer =
                audited(
                        """
                        {"score":5,"decision":"retry","feedback":"",
                         "issues":[{"severity":"minor","issue":"Weak hook","fix":"Start with the pager"},
                                   {"severity":"terrible","issue":"Flat end"}, "No names"]}
                        """);

        assertThat(answer.feedback()).isEqualTo("- Weak hook\n- Flat end\n- No names");
        assertThat(answer.issues())
                .extracting(Issue::severity)
                .containsExactly(Issue.Severity.MINOR, Issue.Severity.MAJOR, Issue.Severity.MAJOR);
    }

    @Test
    void given_a_retry_without_feedback_and_issues__when_read__then_the_answer_is_malformed() {
        assertThat(audit("{\"score\":5,\"decision\":\"retry\",\"feedback\":\" \",\"issues\":[]}"))
                .isInstanceOf(ReadAnswer.Malformed.class);
    }

    @Test
    void given_feedback_that_is_no_text__when_read__then_it_is_rendered() {
        var answer =
                audited(
                        "{\"score\":5,\"decision\":\"retry\","
                                + "\"feedback\":{\"hook\":\"weak\",\"ends\":[\"flat\",\"late\"]}}");

        assertThat(answer.feedback()).isEqualTo("hook: weak\nends: - flat\n- late");
    }

    @Test
    void given_fabrications_in_both_forms__when_read__then_placeholders_are_none_of_them() {
        var answer =
                audited(
                        """
                        {"score":8,"decision":"proceed","feedback":"ok",
                         "fabrications":["30 hours","None",{"text":"Kafka","why":"not named"}]}
                        """);

        assertThat(answer.fabrications())
                .containsExactly(
                        new Fabrication("30 hours", null, null),
                        new Fabrication("Kafka", "not named", null));
    }

    @Test
    void given_a_cross_audit__when_read__then_each_draft_has_its_scores_and_fabrications() {
        var answer =
                audited(
                        """
                        {"score":8,"decision":"proceed","feedback":"ok","hook_score":"9/10",
                         "voice_score":0,"mood":"good",
                         "drafts":[{"agent":"A","score":8,"strengths":["hook"],"fabrications":["94 %"]},
                                   {"agent":"B","score":"n/a"}]}
                        """);

        assertThat(answer.dimensions()).isEqualTo(new Dimensions(9, null, null, null));
        assertThat(answer.drafts()).extracting(DraftScore::score).containsExactly(8, null);
        assertThat(answer.drafts().getFirst().fabrications())
                .containsExactly(new Fabrication("94 %", null, null));
        assertThat(answer.extra().toString()).isEqualTo("{\"mood\":\"good\"}");
    }

    @Test
    void
            given_a_review__when_read__then_all_five_elements_have_an_entry_and_questions_end_at_five() {
        var read =
                AnswerReader.read(
                        Contract.REVIEW,
                        """
                        {"score":6,"decision":"retry","feedback":"More detail.",
                         "elements_found":{"failure":"The queue stalled","ai_amplification":null,"fix":false},
                         "questions":["1?","2?","3?","4?","5?","6?"]}
                        """,
                        false,
                        null);

        var review = ((ReadAnswer.Review) read).answer();
        assertThat(review.elementsFound().keySet())
                .containsExactlyElementsOf(ProcessedStory.ELEMENTS);
        assertThat(review.elementsFound())
                .containsEntry("failure", "The queue stalled")
                .containsEntry("fix", null);
        assertThat(review.questions()).hasSize(5).last().isEqualTo("5?");
    }

    @Test
    void given_a_detection__when_read__then_tells_come_as_texts_or_objects() {
        var read =
                AnswerReader.read(
                        Contract.DETECTOR,
                        "{\"score\":4,\"verdict\":\"mixed\",\"tells\":[\"even rhythm\","
                                + "{\"issue\":\"triads\",\"example\":\"a, b and c\"}]}",
                        false,
                        null);

        assertThat(((ReadAnswer.Detector) read).answer().tells())
                .containsExactly(
                        new DetectorAnswer.Tell("even rhythm", null, null),
                        new DetectorAnswer.Tell("triads", "a, b and c", null));
    }

    @Test
    void given_characters_a_database_refuses__when_read__then_they_are_gone() {
        var answer =
                audited(
                        "{\"score\":4,\"decision\":\"retry\",\"feedback\":\"a\\u0000b\\ud83d\","
                                + "\"x\":[\"\\u0000y\"]}");

        assertThat(answer.feedback()).isEqualTo("ab");
        assertThat(answer.extra().toString()).isEqualTo("{\"x\":[\"y\"]}");
    }

    @Test
    void given_an_audit__when_stored__then_names_and_codes_are_those_of_the_answer() {
        var json = audit("{\"score\":\"8/10\",\"decision\":\"Approve\",\"issues\":[\"x\"]}").json();

        assertThat(json.get("score").intValue()).isEqualTo(8);
        assertThat(json.get("decision").stringValue()).isEqualTo("proceed");
        assertThat(json.get("issues").get(0).get("severity").stringValue()).isEqualTo("major");
        assertThat(json.has("formula_flags")).isTrue();
    }
}
