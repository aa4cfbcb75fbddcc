package com.postmagiq.workflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.Contract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTests {
    private static final String POST =
            """
            The pager went off at two in the morning. The queue had stopped, and nobody knew why.

            I read the logs line by line. The consumer had died on one bad message, and every restart
            fed it the same message again. "Not the network," said Lee. We skipped it by hand.

            Now a message that fails twice goes to a side table, and I sleep.\
            """;

    private static ReadAnswer.Prose post(String answer) {
        var read = AnswerReader.read(Contract.DRAFT, answer, false, "FULL");
        assertThat(read).as(answer).isInstanceOf(ReadAnswer.Prose.class);
        return (ReadAnswer.Prose) read;
    }

    static List<Arguments> wrapped() {
        return List.of(
                Arguments.of(POST, List.of()),
                Arguments.of("\ufeff" + POST, List.of("bom")),
                Arguments.of(POST.replace("\n", "\r\n"), List.of("line_ends")),
                Arguments.of(POST.replace("\n", "  \n"), List.of("trailing_spaces")),
                Arguments.of("```\n" + POST + "\n```", List.of("code_fence")),
                Arguments.of("```markdown\n" + POST, List.of("code_fence")),
                Arguments.of("\u201c" + POST + "\u201d", List.of("outer_quotes")),
                Arguments.of("Draft:\n\n" + POST, List.of("leading_label")),
                Arguments.of("**Final post:**\n" + POST, List.of("leading_label")),
                Arguments.of("Here is the post:\n\n" + POST, List.of("leading_comment")),
                Arguments.of("Here's your revised draft.\n\n" + POST, List.of("leading_comment")),
                Arguments.of(
                        "Sure! Here is a version in your voice: " + POST,
                        List.of("leading_comment")),
                Arguments.of("Certainly!\n\n" + POST, List.of("leading_comment")),
                Arguments.of(
                        POST + "\n\nLet me know if you want it shorter.", List.of("trailing_note")),
                Arguments.of(POST + "\n\nNote: I left out the names.", List.of("trailing_note")),
                Arguments.of(POST + "\n\n(Word count: 78)", List.of("trailing_note")),
                Arguments.of(
                        "Here is the post:\n\n---\n\n"
                                + POST
                                + "\n\n---\n\nWould you like another?",
                        List.of("leading_comment", "trailing_note", "separator")),
                Arguments.of(
                        "Here is the draft:\n```\n" + POST + "\n```\n\nHope this helps!",
                        List.of("leading_comment", "trailing_note", "code_fence")));
    }

    @ParameterizedTest
    @MethodSource("wrapped")
    void given_a_wrapped_post__when_read__then_the_post_alone_is_kept_and_the_rest_named(
            String answer, List<String> cleanups) {
        var prose = post(answer);

        assertThat(prose.text()).isEqualTo(POST);
        assertThat(prose.cleanups()).containsExactlyInAnyOrderElementsOf(cleanups);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Here's the thing about pagers: they know when you sleep.",
                "I can't believe how long we let that queue run without a look.",
                "Sure, the tests were green. The post office was not.",
                "\"Not the network,\" said Lee. I said, \"Then what?\"",
                "Draft horses pull more than we asked of that server.",
                "I have written worse code than this, and shipped it.",
                "Sorry was the first word I said that night."
            })
    void given_a_post_that_only_begins_like_a_remark__when_read__then_nothing_is_taken_off(
            String first) {
        var text = first + "\n\n" + POST;

        assertThat(post(text)).isEqualTo(new ReadAnswer.Prose(text, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I'm sorry, but I can't help with that request. ",
                "I cannot write this post. ",
                "As an AI language model, I have no stories. ",
                "I\u2019m unable to complete this task. ",
                "I don't have enough information about the story. "
            })
    void given_a_refusal__when_read__then_it_is_malformed_however_long(String refusal) {
        var read = AnswerReader.read(Contract.FINAL, refusal + POST, false, null);

        assertThat(read).isInstanceOf(ReadAnswer.Malformed.class);
        assertThat(((ReadAnswer.Malformed) read).errors())
                .singleElement()
                .asString()
                .contains("declines");
    }

    @ParameterizedTest
    @CsvSource({
        "39,,false",
        "40,,true",
        "24,SHORT,false",
        "25,SHORT,true",
        "1000,,true",
        "1001,,false",
        "30,FULL,false"
    })
    void given_a_number_of_words__when_read__then_bounds_decide(
            int words, String shape, boolean accepted) {
        var read = AnswerReader.read(Contract.DRAFT, "word ".repeat(words), false, shape);

        assertThat(read instanceof ReadAnswer.Prose).isEqualTo(accepted);
    }

    @Test
    void given_a_json_object__when_a_post_was_asked_for__then_it_is_malformed() {
        var answer = "{\"post\": \"%s\"}".formatted(POST.replace("\n", " ").replace("\"", "'"));

        assertThat(AnswerReader.read(Contract.DRAFT, answer, false, null))
                .isInstanceOf(ReadAnswer.Malformed.class);
        assertThat(AnswerReader.read(Contract.TEXT, answer, false, null))
                .isEqualTo(new ReadAnswer.Prose(answer, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" Then we", " He met Dr. Lee and", " It cost 3.5 times", " He asked \"why"})
    void given_a_cut_off_post__when_read__then_the_incomplete_sentence_is_dropped(String rest) {
        var read = AnswerReader.read(Contract.DRAFT, POST + rest, true, null);

        assertThat(read).isEqualTo(new ReadAnswer.Prose(POST, List.of("incomplete_sentence")));
    }

    @Test
    void given_a_cut_off_post_that_ends_whole__when_read__then_it_stays() {
        assertThat(AnswerReader.read(Contract.DRAFT, POST, true, null))
                .isEqualTo(new ReadAnswer.Prose(POST, List.of()));
    }

    @Test
    void given_an_empty_answer__when_read__then_every_contract_calls_it_malformed() {
        for (var contract : Contract.values()) {
            assertThat(AnswerReader.read(contract, " \n\ufeff", false, null))
                    .isInstanceOf(ReadAnswer.Malformed.class);
        }
    }

    @Test
    void given_errors__when_the_agent_is_asked_again__then_the_turn_holds_answer_errors_and_form() {
        var turn =
                AnswerReader.reask(
                        Contract.AUDIT,
                        "```json\n{broken",
                        List.of("The field score is missing."),
                        "{\"score\": 1}");

        assertThat(turn)
                .contains("````\n```json\n{broken\n````")
                .contains("- The field score is missing.")
                .contains("{\"score\": 1}")
                .contains("one JSON object");
    }
}
