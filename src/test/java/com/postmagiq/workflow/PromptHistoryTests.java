package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Which words the agents of a run were instructed with, and who may read them. */
@RunsTest
class PromptHistoryTests {
    private static final String OURS = "You write as the heron stands: still, and for a long time.";
    private static final String FORKED = "You are the editor called Waldo.";

    private final Newsroom room;
    private final Database database;
    private final int port;

    PromptHistoryTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.port = port;
    }

    @Test
    void given_a_run__when_its_prompts_are_read__then_they_are_those_of_that_time() {
        var saved =
                room.owner.with("If-Match", "0").put("/personas/writer", Map.of("template", OURS));
        assertThat(saved.status()).as(saved.raw().body()).isEqualTo(200);
        var run = finished();
        room.owner
                .with("If-Match", "1")
                .put("/personas/writer", Map.of("template", OURS + " Later."));

        var writer = prompt(room.owner, run, "draft", "writer");
        assertThat(writer.path("source").asString()).isEqualTo("own");
        assertThat(kinds(writer)).containsExactly("rules", "voice", "persona");
        assertThat(writer.at("/parts/0/text").asString()).isNotBlank();
        assertThat(writer.at("/parts/2/text").asString()).isEqualTo(OURS);
        assertThat(writer.at("/parts/2/version").asInt()).isEqualTo(1);
        assertThat(prompt(room.owner, run, "synthesize", "synthesizer").path("source").asString())
                .isEqualTo("system");
        assertThat(room.list(run, "invocations"))
                .isNotEmpty()
                .allSatisfy(
                        call -> assertThat(call.path("billing").asString()).isEqualTo("metered"));
    }

    @Test
    void given_an_editor__then_the_products_words_are_left_out_and_the_workspaces_are_not() {
        var saved =
                room.owner.with("If-Match", "0").put("/personas/writer", Map.of("template", OURS));
        assertThat(saved.status()).isEqualTo(200);
        var run = finished();
        var editor =
                Maintenance.join(
                        database, Api.at(port).signUp("Ed"), room.owner.workspaceId(), "editor");

        var writer = prompt(editor, run, "draft", "writer");
        assertThat(writer.at("/parts/0").has("text")).isFalse();
        assertThat(writer.at("/parts/2/text").asString()).isEqualTo(OURS);
        var synthesizer = prompt(editor, run, "synthesize", "synthesizer");
        assertThat(synthesizer.path("parts").valueStream()).noneMatch(part -> part.has("text"));
        assertThat(
                        Api.at(port)
                                .signUp("Grace Hopper")
                                .get("/workflow-runs/%s/prompts".formatted(run))
                                .status())
                .isEqualTo(404);
    }

    @Test
    void given_a_fork_with_another_role__then_its_prompts_have_the_words_of_the_fork() {
        var source = finished();
        var forked =
                room.owner.post(
                        "/workflow-runs/%s/fork".formatted(source),
                        Map.of(
                                "from",
                                Map.of("state", "synthesize"),
                                "changes",
                                Map.of(
                                        "personas",
                                        Map.of("synthesizer", Map.of("template", FORKED)))));
        assertThat(forked.status()).as(forked.raw().body()).isEqualTo(201);
        assertThat(forked.at("/fork_of/number")).isEqualTo(room.run(source).at("/number"));
        var fork = forked.text("/id");
        room.awaitsPersonIn(fork, "human-approval");

        var prompt = prompt(room.owner, fork, "synthesize", "synthesizer");
        assertThat(prompt.path("source").asString()).isEqualTo("fork");
        var role = prompt.path("parts").valueStream().toList().getLast();
        assertThat(role.path("text").asString()).isEqualTo(FORKED);
        assertThat(role.has("version")).isFalse();
    }

    private String finished() {
        room.uses("split").obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        return run;
    }

    private static JsonNode prompt(Api person, String run, String state, String persona) {
        var answer = person.get("/workflow-runs/%s/prompts?state=%s&visit=1".formatted(run, state));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        var found =
                answer.at("/items")
                        .valueStream()
                        .filter(item -> item.path("persona").asString().equals(persona))
                        .toList();
        assertThat(found).as(answer.raw().body()).hasSize(1);
        assertThat(found.getFirst().path("state").asString()).isEqualTo(state);
        return found.getFirst();
    }

    private static List<String> kinds(JsonNode prompt) {
        return prompt.path("parts")
                .valueStream()
                .map(part -> part.path("kind").asString())
                .toList();
    }
}
