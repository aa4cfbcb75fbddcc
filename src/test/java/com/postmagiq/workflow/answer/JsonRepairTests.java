package com.postmagiq.workflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.Contract;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Tag("workflow-28")
class JsonRepairTests {
    private static final String GOOD =
            "{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.\"}";

    private static AuditAnswer audited(String answer) {
        var read = AnswerReader.read(Contract.AUDIT, answer, false, null);
        assertThat(read).as(answer).isInstanceOf(ReadAnswer.Audit.class);
        return ((ReadAnswer.Audit) read).answer();
    }

    static List<String> broken() {
        return List.of(
                GOOD,
                "\ufeff" + GOOD,
                "Here is my audit: " + GOOD + " I hope it helps.",
                "```json\n" + GOOD + "\n```",
                "Thoughts {first} and then\n```\n" + GOOD + "\n```\nDone {really",
                GOOD + "}}}",
                "{{" + GOOD,
                "Use { with care. " + GOOD,
                "[" + GOOD + "]",
                "{\"score\": 2, \"decision\": \"halt\", \"feedback\": \"a guess\"}\nFinally:\n"
                        + GOOD,
                "{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.\",}",
                "{\"score\": 7 \"decision\": \"retry\"\n \"feedback\": \"Name the tool.\"}",
                "{'score': 7, 'decision': 'retry', 'feedback': 'Name the tool.'}",
                "{\u201cscore\u201d: 7, \u201cdecision\u201d: \u201cretry\u201d,"
                        + " \u201cfeedback\u201d: \u201cName the tool.\u201d}",
                "{score: 7, decision: retry, feedback: \"Name the tool.\"}",
                "{\"score\": 7, // of ten\n\"decision\": \"retry\", /* so */ # yes\n"
                        + "\"feedback\": \"Name the tool.\"}",
                "{\"score\": 7, \"decision\": \"retry\", \"ok\": False, \"no\": None, \"x\": NaN,"
                        + " \"feedback\": \"Name the tool.\"}",
                "{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.\"",
                "{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.",
                "```json\n{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.\",\n"
                        + "```\nThat is all.",
                "{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.\", \"iss",
                "{\"score\": 7, \"decision\": \"retry\", \"feedback\": \"Name the tool.\", \"issues\": [",
                "{\"style_issues\": [\"flat\", \"score\": 7, \"decision\": \"retry\","
                        + " \"feedback\": \"Name the tool.\"}",
                "{\"score\": 7, \"decision\": \"retry\"], \"feedback\": \"Name the tool.\"}");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void given_json_in_prose_or_broken__when_read__then_the_audit_is_understood(String answer) {
        var audit = audited(answer);

        assertThat(audit.score()).isEqualTo(7);
        assertThat(audit.decision()).isEqualTo(Decision.RETRY);
        assertThat(audit.feedback()).isEqualTo("Name the tool.");
    }

    @Test
    void given_braces_in_a_string__when_read__then_they_belong_to_the_string() {
        var audit =
                audited(
                        "So: {\"score\":7,\"decision\":\"retry\",\"feedback\":\"Drop } and {x}\"} ok");

        assertThat(audit.feedback()).isEqualTo("Drop } and {x}");
    }

    @Test
    void given_raw_line_breaks_and_quotes_in_a_string__when_read__then_they_stay() {
        var audit =
                audited(
                        "{\"score\":7,\"decision\":\"retry\",\"feedback\":\"He said \"no\", then\nleft\"}");

        assertThat(audit.feedback()).isEqualTo("He said \"no\", then\nleft");
    }

    @Test
    void given_apostrophes_in_single_quotes__when_read__then_they_stay() {
        var audit =
                audited("{'score':7,'decision':'retry','feedback':'It\\'s flat, it isn't told'}");

        assertThat(audit.feedback()).isEqualTo("It's flat, it isn't told");
    }

    @Test
    void given_an_end_within_the_issues__when_read__then_whole_issues_are_kept() {
        var audit =
                audited(
                        "{\"score\":4,\"decision\":\"retry\",\"feedback\":\"x\",\"issues\":["
                                + "{\"severity\":\"critical\",\"issue\":\"one\"},"
                                + "{\"severity\":\"minor\",\"issue\":\"two\"},{\"severity\":\"ma");

        assertThat(audit.issues()).extracting(Issue::issue).startsWith("one", "two");
        assertThat(audit.issues().getFirst().severity()).isEqualTo(Issue.Severity.CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Looks good to me, proceed!",
                "{\"score\": 9, \"decision\": \"proc",
                "{\"decision\": \"proceed\", \"score\": 1",
                "{\"score\": 9",
                "{}",
                "{",
                "}{",
                "null",
                "[]",
                "score: 9, decision: proceed",
                "```json\n```"
            })
    @Tag("workflow-24")
    void given_an_answer_without_score_and_decision__when_read__then_it_is_malformed(
            String answer) {
        assertThat(AnswerReader.read(Contract.AUDIT, answer, true, null))
                .isInstanceOf(ReadAnswer.Malformed.class);
    }

    @Test
    void given_any_object_in_any_prose__when_read__then_repair_changes_nothing() {
        var seed = 20_260_301L;
        var random = new Random(seed);
        var mapper = JsonMapper.shared();
        for (var i = 0; i < 2_000; i++) {
            var object = object(random);
            var json =
                    random.nextBoolean()
                            ? object.toString()
                            : mapper.writerWithDefaultPrettyPrinter().writeValueAsString(object);
            var answer = prose(random) + json + prose(random);

            assertThat(JsonFinder.find(answer, List.of("score", "decision")))
                    .as("seed %d, case %d: %s", seed, i, answer)
                    .contains(object);
            assertThat(LenientJson.object(json, 0, json.length()).orElseThrow().toString())
                    .as("seed %d, case %d: %s", seed, i, json)
                    .isEqualTo(object.toString());
        }
    }

    @Test
    void given_any_damage__when_read__then_nothing_is_thrown_and_scores_stay_in_range() {
        var seed = 4711L;
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++) {
            var text = new StringBuilder(object(random).toString());
            for (var hits = 1 + random.nextInt(6); hits > 0; hits--) {
                var at = random.nextInt(Math.max(1, text.length() - 1));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, ' ');
                    case 1 -> text.insert(at, "{}[]\"',:\\/#\n".charAt(random.nextInt(12)));
                    default -> text.setLength(Math.max(2, at));
                }
            }

            var read = AnswerReader.read(Contract.AUDIT, text.toString(), true, null);

            if (read instanceof ReadAnswer.Audit(var audit)) {
                assertThat(audit.score()).as("seed %d, case %d", seed, i).isBetween(1, 10);
            } else {
                assertThat(read).isInstanceOf(ReadAnswer.Malformed.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[",
                "}",
                "{}",
                "{\"a\":",
                "[{",
                "\"",
                "{\"",
                "\\",
                "```",
                "```{",
                "{'",
                "/*",
                "//",
                "{a:[\"x\"",
                "{\"a\":\"b\" ",
                ",",
                "# ",
                " ",
                "{\"score\":1,",
                "\u201c",
                "[\"x\",",
                "{\"a\":[[[[\"",
                "\n",
                "**a**:"
            })
    void given_hostile_text__when_read__then_it_takes_seconds_at_most(String piece) {
        var hostile = "x" + piece.repeat(200_000 / piece.length());
        var inside = "{\"score\":8,\"feedback\":[" + hostile;

        for (var contract : List.of(Contract.AUDIT, Contract.PROCESSED, Contract.DRAFT)) {
            Assertions.assertTimeout(
                    Duration.ofSeconds(20),
                    () -> {
                        AnswerReader.read(contract, hostile, true, null);
                        AnswerReader.read(contract, inside, false, null);
                    },
                    () -> contract + " with " + piece);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "{\""})
    void given_four_hostile_megabytes__when_an_audit_is_read__then_it_takes_seconds_at_most(
            String piece) {
        var hostile = "{\"score\":8,\"x\":" + piece.repeat(4_000_000 / piece.length());

        Assertions.assertTimeout(
                Duration.ofSeconds(20),
                () -> AnswerReader.read(Contract.AUDIT, hostile, true, null));
    }

    private static ObjectNode object(Random random) {
        var object = JsonNodeFactory.instance.objectNode();
        object.put("score", 1 + random.nextInt(10));
        object.put("decision", List.of("proceed", "retry", "halt").get(random.nextInt(3)));
        object.put("feedback", words(random));
        var issues = object.putArray("issues");
        for (var n = random.nextInt(4); n > 0; n--) {
            issues.addObject().put("severity", "minor").put("issue", words(random)).putNull("fix");
        }
        object.putObject("more")
                .put("ok", random.nextBoolean())
                .putArray("list")
                .add(words(random));
        return object;
    }

    private static String words(Random random) {
        var pieces =
                List.of(
                        "the queue",
                        "{x}",
                        "}",
                        "{",
                        "[1]",
                        "it's",
                        "50 %",
                        "\n",
                        "\u201cno\u201d",
                        "a: b",
                        "#1",
                        "// no",
                        "\\",
                        "\u00fc",
                        "```",
                        "\ud83d\ude00",
                        "end.");
        var out = new StringBuilder("w");
        for (var n = random.nextInt(6); n > 0; n--) {
            out.append(' ').append(pieces.get(random.nextInt(pieces.size())));
        }
        return out.toString();
    }

    private static String prose(Random random) {
        var pieces =
                List.of(
                        "Sure.",
                        "I said \"fine\"",
                        "it's",
                        "{a}",
                        "{",
                        "}",
                        "{\"score\": 3}",
                        "score: 8",
                        "[x]",
                        "\n\n",
                        "50 %");
        var out = new StringBuilder();
        for (var n = random.nextInt(4); n > 0; n--) {
            out.append(pieces.get(random.nextInt(pieces.size()))).append(' ');
        }
        return out.toString();
    }
}
