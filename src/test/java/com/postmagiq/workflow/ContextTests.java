package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.agents.TokenEstimate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Prompts that do not fit what a model takes at once. */
@RunsTest
class ContextTests {
    /** Of every agent in the test's configuration. */
    private static final int ANSWER = 1000;

    private final Newsroom room;

    ContextTests(@LocalServerPort int port) {
        this.room = Newsroom.open(port);
    }

    @Test
    void
            given_room_for_two_drafts__when_three_are_put_together__then_the_lowest_ranked_one_is_left_out() {
        room.uses("split").obliging();
        room.awaitsPersonIn(room.start(), "human-approval");
        var whole = size(room.calls("synthesizer").getFirst().messages()) + ANSWER;

        var second = Newsroom.of(room.owner).uses("split", context("synthesizer", whole - 20));
        for (var checker : List.of("checker-a", "checker-b")) {
            second.when(
                    call -> second.by(checker).test(call) && call.user().contains("Draft B"),
                    FakeAnswer.text(SECOND_IS_WORST));
        }
        var run = second.obliging().start();
        second.awaitsPersonIn(run, "human-approval");

        var audited = second.calls("checker-a").getFirst().user();
        var worst = writerOf(section(audited, "## Draft B"));
        var told = second.calls("synthesizer").getFirst().user();
        assertThat(told).doesNotContain("Draft by " + worst);
        assertThat(List.of("writer-a", "writer-b", "writer-c").stream().filter(told::contains))
                .as("the other two")
                .hasSizeGreaterThanOrEqualTo(2);
        var cut = second.events(run, "context.trimmed");
        assertThat(cut).hasSize(1);
        assertThat(cut.getFirst().at("/data/drafts").asInt()).isEqualTo(1);
        assertThat(cut.getFirst().at("/data/turns").asInt()).isZero();
    }

    @Test
    void
            given_a_long_conversation__when_it_does_not_fit__then_its_oldest_turns_go_before_any_draft() {
        room.uses("split").obliging();
        revised(room);
        var messages = room.calls("synthesizer").get(1).messages();
        assertThat(messages).as("system, turn, answer, turn").hasSize(4);

        var second =
                Newsroom.of(room.owner)
                        .uses("split", context("synthesizer", size(messages) + ANSWER - 20))
                        .obliging();
        var run = revised(second);

        assertThat(second.calls("synthesizer").get(1).messages()).hasSize(2);
        var cut = second.events(run, "context.trimmed");
        assertThat(cut).hasSize(1);
        assertThat(cut.getFirst().at("/data/turns").asInt()).isEqualTo(1);
        assertThat(cut.getFirst().at("/data/drafts").asInt()).isZero();
    }

    @Test
    void
            given_a_prompt_that_can_never_fit__when_it_is_due__then_nobody_is_called_and_the_reason_is_told() {
        room.uses("split", context("writer-a", ANSWER + 200)).obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.calls("writer-a")).isEmpty();
        assertThat(calls(run, "writer-a"))
                .isNotEmpty()
                .allSatisfy(
                        call -> {
                            assertThat(call.path("error_code").asString())
                                    .isEqualTo("context_overflow");
                            assertThat(call.path("error").asString()).contains("1200");
                            assertThat(call.path("context_used_percent").asDouble())
                                    .isGreaterThan(100);
                            assertThat(call.path("context_status").asString())
                                    .isEqualTo("critical");
                        });
    }

    @Test
    void given_calls_that_were_answered__when_their_run_is_read__then_each_says_how_full_it_was() {
        room.uses("split").obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.list(run, "invocations"))
                .isNotEmpty()
                .allSatisfy(
                        call -> {
                            assertThat(call.path("context_used_percent").asDouble())
                                    .isBetween(0.1, 60.0);
                            assertThat(call.path("context_status").asString()).isEqualTo("healthy");
                        });
    }

    private static final String SECOND_IS_WORST =
            """
            {"score": 9, "decision": "proceed", "feedback": "", "issues": [], "fabrications": [],
             "drafts": [{"agent": "A", "score": 9}, {"agent": "B", "score": 7}, {"agent": "C", "score": 9}]}
            """;

    private static String revised(Newsroom of) {
        var run = of.start();
        of.awaitsPersonIn(run, "human-approval");
        of.decide(run, "feedback", Map.of("feedback", "Once more, please."));
        of.awaitCall("synthesizer", 2);
        of.awaitsPersonIn(run, "human-approval");
        return run;
    }

    /** What the product takes a prompt's size to be. */
    private static int size(List<FakeLlm.Turn> messages) {
        return (int) messages.stream().mapToLong(turn -> TokenEstimate.likely(turn.text())).sum();
    }

    private static String[] context(String agent, int tokens) {
        var model = "model: m-%s-".formatted(agent);
        return new String[] {model, "context_window: %d, %s".formatted(tokens, model)};
    }

    private static String section(String prompt, String heading) {
        var from = prompt.indexOf(heading);
        var to = prompt.indexOf("\n## ", from + 1);
        return prompt.substring(from, to < 0 ? prompt.length() : to);
    }

    private static String writerOf(String text) {
        return text.contains(Newsroom.post(0))
                ? "writer-a"
                : text.contains(Newsroom.post(2)) ? "writer-b" : "writer-c";
    }

    private List<JsonNode> calls(String run, String agent) {
        return room.list(run, "invocations").stream()
                .filter(call -> call.path("agent").asString().equals(agent))
                .toList();
    }
}
