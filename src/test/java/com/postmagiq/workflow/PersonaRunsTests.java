package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Which words of a role the agents of a run are instructed with. */
@RunsTest
class PersonaRunsTests {
    private static final String WRITER = "/personas/writer";

    private final Newsroom room;
    private final Api owner;
    private final PersonaDesk desk;
    private final Database database;
    private final int port;

    PersonaRunsTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.owner = room.owner;
        this.desk = new PersonaDesk(owner);
        this.database = database;
        this.port = port;
    }

    @Test
    void given_a_changed_persona__when_a_run_is_made__then_its_own_text_is_in_the_prompt() {
        var saved = desk.save("writer", 0, Map.of("template", PersonaDesk.TEMPLATE));

        assertThat(saved.status()).as(saved.raw().body()).isEqualTo(200);
        assertThat(saved.text("/persona/source")).isEqualTo("override");
        assertThat(saved.header("ETag")).contains("\"1\"");
        room.uses("split").obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        assertThat(room.calls("writer-a").getFirst().system())
                .contains("The heron stands still.")
                .contains("for LinkedIn of 40 to 200 words")
                .doesNotContain("Your role: writer");
        assertThat(owner.with("If-Match", "1").delete(WRITER).status()).isEqualTo(204);
        assertThat(owner.get(WRITER).text("/source")).isEqualTo("system");
        var stranger = Newsroom.of(Api.at(port).signUp("Grace Hopper")).uses("split").obliging();
        stranger.awaitsPersonIn(stranger.start(), "human-approval");
        assertThat(stranger.calls("writer-a").getFirst().system()).doesNotContain("heron");
    }

    @Test
    @Tag("workflow-20")
    void
            given_a_voice_of_the_workspace__when_a_run_is_made__then_the_writer_has_it_and_auditors_too() {
        assertThat(owner.put("/settings/voice", Map.of("slug", "conversational")).status())
                .isEqualTo(200);
        assertThat(owner.put("/settings/voice", Map.of("slug", "shouting")).code())
                .isEqualTo("persona.unknown_voice");
        room.uses("split").obliging();
        room.awaitsPersonIn(room.start(), "human-approval");

        assertThat(room.calls("writer-a").getFirst().system())
                .contains("Voice: conversational")
                .doesNotContain("Voice: professional");
        assertThat(room.calls("checker-b").getFirst().system()).contains("Voice: conversational");

        desk.save("writer", 0, Map.of("voice", "servant-leader"));
        room.uses("split").obliging();
        room.awaitsPersonIn(room.start(), "human-approval");
        assertThat(room.calls("writer-a").getLast().system()).contains("Voice: servant leader");
    }

    @Test
    @Tag("workflow-19")
    void
            given_a_persona_that_is_gone__when_its_visit_begins__then_nobody_is_asked_with_an_empty_role() {
        desk.create("our-writer", Map.of("output_kind", "draft"));
        var yaml =
                owner.post(
                        "/workflow-configs",
                        Map.of(
                                "slug",
                                "ours",
                                "yaml",
                                room.yaml("split", "persona: writer", "persona: our-writer")));
        assertThat(yaml.status()).as(yaml.raw().body()).isEqualTo(201);
        room.says("reviewer", FakeAnswer.text(FakeLlm.APPROVAL).after(Duration.ofMillis(1500)))
                .obliging();
        var run = room.start(Map.of("config", "ours"));
        room.awaitCall("reviewer", 1);
        assertThat(owner.with("If-Match", "1").delete("/personas/our-writer").code())
                .isEqualTo("persona.in_use");
        assertThat(desk.save("our-writer", 1, Map.of("enabled", false)).status()).isEqualTo(200);

        var failed = room.awaits(run, "failed");

        assertThat(failed.raw().body()).contains("persona.unavailable");
        assertThat(room.calls("writer-a")).isEmpty();
        assertThat(room.tryStart(Map.of("config", "ours")).code())
                .isEqualTo("workflow_config.invalid");
    }

    @Test
    void
            given_a_persona_edited_during_a_run__when_its_state_is_entered_again__then_only_that_visit_has_it() {
        room.uses("split")
                .says(
                        "checker-a",
                        Newsroom.verdict(4, "retry", "More of the beginning."),
                        FakeLlm.APPROVAL)
                .says(
                        "writer-a",
                        FakeAnswer.status(500),
                        FakeAnswer.text(Newsroom.post(0)).after(Duration.ofMillis(800)),
                        FakeAnswer.text(Newsroom.post(0)))
                .obliging();
        var run = room.start();
        room.awaitCall("writer-a", 1);
        desk.save("writer", 0, Map.of("template", PersonaDesk.TEMPLATE));

        room.awaitsPersonIn(run, "human-approval");

        var systems = room.calls("writer-a").stream().map(it -> it.system()).toList();
        assertThat(systems).hasSizeGreaterThanOrEqualTo(3);
        assertThat(systems.get(1)).as("the retry of the first visit").doesNotContain("heron");
        assertThat(systems.getLast()).as("the second visit").contains("heron");
        assertThat(
                        Maintenance.<List<String>>call(
                                database,
                                rows ->
                                        rows.sql(
                                                        """
                                                        select p.persona_source from app.visit_prompts p
                                                          join app.workflow_state_visits v on v.id = p.visit_id
                                                         where v.run_id = cast(? as uuid) and p.persona = 'writer'
                                                         order by v.visit
                                                        """)
                                                .param(run)
                                                .query(String.class)
                                                .list()))
                .containsExactly("system", "own");
    }

    @Test
    void
            given_a_persona_edited_while_a_visit_is_interrupted__when_it_goes_on__then_it_has_the_words_it_began_with() {
        room.uses("split")
                .says(
                        "writer-a",
                        FakeAnswer.status(500).after(Duration.ofMillis(800)),
                        FakeAnswer.text(Newsroom.post(0)))
                .obliging();
        var run = room.start();
        room.awaitCall("writer-a", 1);
        room.post(run, "pause");
        room.awaits(run, "paused");
        desk.save("writer", 0, Map.of("template", PersonaDesk.TEMPLATE));

        room.post(run, "resume");
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.calls("writer-a")).hasSize(2);
        assertThat(room.calls("writer-a").getLast().system()).doesNotContain("heron");
        assertThat(room.visit(run, "draft", 1).path("visit").asInt()).isEqualTo(1);
    }
}
