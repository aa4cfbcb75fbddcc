package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeModels.Pull;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Runs whose writers are models on a server of one's own. */
@RunsTest
class OllamaRunTests {
    private final Newsroom room;

    OllamaRunTests(@LocalServerPort int port) {
        this.room = Newsroom.open(port);
    }

    @Test
    void
            given_a_missing_model__when_a_run_needs_it__then_it_is_fetched_first_and_listeners_hear_it()
                    throws Exception {
        room.uses("split", "writer-a: {provider: openai", "writer-a: {type: ollama").obliging();
        var run = room.start(Map.of("start_paused", true));
        try (var stream = EventStream.open(room.owner, run, 0)) {
            room.post(run, "resume");

            assertThat(stream.until("decision.requested"))
                    .filteredOn(message -> message.type().equals("agent.progress"))
                    .extracting(message -> message.data().at("/data/text").asString())
                    .contains("Fetching the model %s.".formatted(model("writer-a")));
        }
        assertThat(Newsroom.LLM.models().pulled()).contains(model("writer-a"));
        assertThat(room.calls("writer-a")).hasSize(1);
        assertThat(calls(run, "writer-a"))
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.path("status").asString()).isEqualTo("succeeded");
                            assertThat(call.path("provider").asString()).isEqualTo("ollama");
                            assertThat(call.path("estimated").asBoolean()).isFalse();
                        });
    }

    @Test
    void given_a_model_that_cannot_be_fetched__when_a_run_needs_it__then_the_fallback_answers() {
        room.uses(
                        "split",
                        "writer-a: {provider: openai",
                        "writer-a: {type: ollama, fallback: [writer-b]")
                .obliging();
        Newsroom.LLM.models().pulls(Pull.REFUSED);
        try {
            var run = room.start();
            room.awaitsPersonIn(run, "human-approval");

            var calls =
                    room.list(run, "invocations").stream()
                            .filter(
                                    call ->
                                            call.path("planned_agent")
                                                    .asString()
                                                    .equals("writer-a"))
                            .toList();
            assertThat(calls).hasSize(2);
            assertThat(calls.getFirst().path("error_code").asString()).isEqualTo("unavailable");
            assertThat(calls.getFirst().path("error").asString()).contains(model("writer-a"));
            assertThat(calls.getLast().path("agent").asString()).isEqualTo("writer-b");
            assertThat(room.calls("writer-a")).as("nothing to ask").isEmpty();
        } finally {
            Newsroom.LLM.models().pulls(Pull.WHOLE);
        }
    }

    @Test
    void
            given_three_writers_on_one_server__when_they_write_at_once__then_it_gets_one_call_at_a_time() {
        var slow = Duration.ofMillis(300);
        room.uses(
                "split",
                "writer-a: {provider: openai",
                "writer-a: {type: ollama",
                "writer-b: {provider: openai",
                "writer-b: {type: ollama",
                "writer-c: {provider: openai",
                "writer-c: {type: ollama");
        for (var writer : List.of("writer-a", "writer-b", "writer-c")) {
            room.says(writer, FakeAnswer.text(Newsroom.post(0)).after(slow));
        }
        var run = room.obliging().start();
        room.awaitsPersonIn(run, "human-approval");

        var begun =
                List.of("writer-a", "writer-b", "writer-c").stream()
                        .map(writer -> room.calls(writer).getFirst().at())
                        .sorted(Comparator.naturalOrder())
                        .toList();
        assertThat(Duration.between(begun.get(0), begun.get(1))).isGreaterThanOrEqualTo(slow);
        assertThat(Duration.between(begun.get(1), begun.get(2))).isGreaterThanOrEqualTo(slow);
    }

    private String model(String agent) {
        return "m-%s-%s".formatted(agent, room.mark);
    }

    private List<JsonNode> calls(String run, String agent) {
        return room.list(run, "invocations").stream()
                .filter(call -> call.path("agent").asString().equals(agent))
                .toList();
    }
}
