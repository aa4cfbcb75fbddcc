package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The roles of agents as a workspace changes, tries and restores them. */
@RunsTest
class PersonaTests {
    private static final String WRITER = "/personas/writer";
    private static final String TEMPLATE = PersonaDesk.TEMPLATE;

    private final Newsroom room;
    private final Api owner;
    private final PersonaDesk desk;
    private final Database database;
    private final int port;

    PersonaTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.owner = room.owner;
        this.desk = new PersonaDesk(owner);
        this.database = database;
        this.port = port;
    }

    @Test
    void
            given_a_new_workspace__when_personas_are_listed__then_they_are_the_products_without_texts() {
        var list = owner.get("/personas");

        assertThat(list.at("/items")).hasSize(10);
        assertThat(list.at("/items").valueStream())
                .allSatisfy(
                        it -> {
                            assertThat(it.path("source").asString()).isEqualTo("system");
                            assertThat(it.path("revision").asInt()).isZero();
                            assertThat(it.has("template")).isFalse();
                        });
        assertThat(list.at("/voices").valueStream().map(it -> it.path("slug").asString()))
                .containsExactlyInAnyOrder("professional", "conversational", "servant-leader");
        assertThat(list.text("/default_voice")).isEqualTo("professional");
        assertThat(owner.get(WRITER).text("/template")).contains("Your role: writer");
        assertThat(owner.get("/personas/nobody").code()).isEqualTo("persona.not_found");
    }

    @Test
    void
            given_two_people_who_save_the_same_persona__when_they_do__then_the_second_learns_of_the_first()
                    throws Exception {
        desk.create("poet", Map.of());
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    people.invokeAll(
                            IntStream.range(0, 2)
                                    .<Callable<Api.Answer>>mapToObj(
                                            i ->
                                                    () ->
                                                            desk.save(
                                                                    "poet",
                                                                    1,
                                                                    Map.of(
                                                                            "template",
                                                                            TEMPLATE + i)))
                                    .toList());
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().status());
                if (answer.get().status() == 412) {
                    assertThat(answer.get().code()).isEqualTo("stale_revision");
                    assertThat(answer.get().at("/current_version").asInt()).isEqualTo(2);
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        }
        assertThat(owner.put("/personas/poet", Map.of("name", "x")).status()).isEqualTo(428);
        assertThat(desk.save("writer", 3, Map.of("template", TEMPLATE)).status()).isEqualTo(412);
    }

    @Test
    void given_faulty_texts__when_saved__then_field_and_reason_are_told_and_nothing_is_stored() {
        var unknown =
                desk.create("poet", Map.of("template", TEMPLATE + "\n{{moon}} and {{ elements }}"));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("persona.invalid");
        assertThat(unknown.text("/errors/0/field")).isEqualTo("template");
        assertThat(unknown.text("/errors/0/message")).contains("{{moon}} in line 2");
        assertThat(desk.create("poet", Map.of("template", "Too short.")).status()).isEqualTo(422);
        assertThat(desk.create("poet", Map.of("template", "x".repeat(20_001))).status())
                .isEqualTo(422);
        assertThat(desk.create("P", Map.of()).status()).isEqualTo(422);
        assertThat(desk.create("poet", Map.of("output_kind", "song")).status()).isEqualTo(422);
        assertThat(desk.create("poet", Map.of("needs_rules", "some")).status()).isEqualTo(422);
        assertThat(desk.create("poet", Map.of("voice", "shouting")).status()).isEqualTo(422);
        assertThat(desk.create("poet", Map.of("model_tier", "gold")).status()).isEqualTo(422);
        assertThat(desk.save("writer", 0, Map.of("output_kind", "text")).status()).isEqualTo(422);
        assertThat(desk.create("poet", Map.of("template", TEMPLATE + "\0")).status())
                .isEqualTo(422);
        assertThat(owner.get("/personas").at("/items")).hasSize(10);
        assertThat(desk.create("poet", Map.of()).status()).isEqualTo(201);
        assertThat(desk.create("poet", Map.of()).code()).isEqualTo("persona.slug_taken");
    }

    @Test
    void given_a_history__when_compared_and_restored__then_words_and_versions_tell_it() {
        desk.create("poet", Map.of());
        desk.save(
                "poet",
                1,
                Map.of("template", TEMPLATE.replace("heron", "egret"), "note", "Other bird"));

        var diff = owner.get("/personas/poet/diff?from=1&to=2");

        assertThat(
                        diff.at("/hunks")
                                .valueStream()
                                .filter(it -> !it.path("op").asString().equals("equal"))
                                .map(it -> it.path("text").asString().strip())
                                .collect(Collectors.joining(" ")))
                .isEqualTo("heron egret");
        var restored = owner.with("If-Match", "2").post("/personas/poet/versions/1/restore");
        assertThat(restored.at("/version").asInt()).isEqualTo(3);
        assertThat(restored.text("/template")).contains("heron");
        var versions = owner.get("/personas/poet/versions");
        assertThat(versions.at("/items/0/restored_from").asInt()).isEqualTo(1);
        assertThat(versions.text("/items/1/note")).isEqualTo("Other bird");
        assertThat(owner.get("/personas/poet/versions/2").text("/template")).contains("egret");
        assertThat(owner.get("/personas/poet/versions/7").code())
                .isEqualTo("persona.version_not_found");
        assertThat(desk.save("poet", 3, Map.of("template", TEMPLATE)).at("/changed").asBoolean())
                .isFalse();
        owner.with("If-Match", "3").delete("/personas/poet");
        assertThat(desk.create("poet", Map.of()).at("/version").asInt())
                .as("goes on counting")
                .isEqualTo(4);
        assertThat(owner.with("If-Match", "0").delete(WRITER).code())
                .isEqualTo("persona.system_read_only");
    }

    @Test
    void given_a_text_not_saved_yet__when_previewed__then_its_parts_and_tokens_are_shown() {
        var preview = owner.post(WRITER + "/preview", Map.of("template", TEMPLATE));

        assertThat(preview.status()).as(preview.raw().body()).isEqualTo(200);
        assertThat(preview.at("/parts").valueStream().map(it -> it.path("kind").asString()))
                .containsExactly("preamble", "rules", "voice", "persona", "platform");
        assertThat(preview.at("/parts/3/text").asString())
                .isEqualTo(
                        "You write one post for LinkedIn of 250 to 400 words. The heron stands still.");
        assertThat(preview.at("/tokens").asLong())
                .isEqualTo(
                        preview.at("/parts")
                                .valueStream()
                                .mapToLong(it -> it.path("tokens").asLong())
                                .sum())
                .isPositive();
        assertThat(preview.raw().body()).doesNotContainPattern("mark-[0-9a-f]{20}");
        assertThat(owner.get(WRITER).text("/source")).isEqualTo("system");
        var reviewer =
                owner.post(
                        "/personas/story-reviewer/preview",
                        Map.of("template", TEMPLATE.replace("{{platform}}", "us")));
        assertThat(reviewer.raw().body())
                .as("the form of the answer cannot be edited away")
                .contains("Form of the answer")
                .contains("elements_found");
        assertThat(owner.post(WRITER + "/preview").status()).isEqualTo(200);
    }

    @Test
    void
            given_a_story__when_a_persona_is_tested__then_one_call_is_made_and_its_form_and_cost_are_told() {
        room.uses("split").obliging();
        var answer =
                owner.post(
                        "/personas/story-reviewer/test",
                        Map.of("story", room.story(), "config", room.slug()));

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(answer.at("/valid").asBoolean()).isTrue();
        assertThat(answer.text("/agent")).isEqualTo("reviewer");
        assertThat(answer.at("/cost_usd").decimalValue()).isPositive();
        assertThat(answer.at("/credits").asInt()).isEqualTo(1);
        assertThat(room.calls()).hasSize(1);
        room.says("writer-a", "No.");
        assertThat(
                        owner.post(
                                        "/personas/auditor/test",
                                        Map.of("story", room.story(), "config", room.slug()))
                                .code())
                .isEqualTo("persona.invalid");
    }

    @Test
    void given_a_workspace_without_money__when_a_persona_is_tested__then_nothing_is_called() {
        room.uses("split").obliging();
        var test = Map.<String, Object>of("story", room.story(), "config", room.slug());
        owner.post("/personas/story-reviewer/test", test);
        var spent = spentToday();
        assertThat(spent).isPositive();
        owner.put("/settings/cost-caps", Map.of("daily_usd", spent.toPlainString()));

        var refused = owner.post("/personas/story-reviewer/test", test);

        assertThat(refused.status()).as(refused.raw().body()).isEqualTo(402);
        assertThat(refused.code()).isEqualTo("budget.exceeded");
        assertThat(room.calls()).hasSize(1);
        assertThat(spentToday()).isEqualByComparingTo(spent);
    }

    private BigDecimal spentToday() {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select spent from app.cost_meters where workspace_id = ? and scope = 'day' and held = 0")
                                .param(owner.workspaceId())
                                .query(BigDecimal.class)
                                .single());
    }

    @Test
    void given_an_answer_of_the_wrong_form__when_a_persona_is_tested__then_the_faults_are_told() {
        room.uses("split").says("reviewer", "I like it.");

        var answer =
                owner.post(
                        "/personas/story-reviewer/test",
                        Map.of("story", room.story(), "config", room.slug()));

        assertThat(answer.at("/valid").asBoolean()).isFalse();
        assertThat(answer.at("/errors")).isNotEmpty();
        assertThat(answer.text("/answer")).isEqualTo("I like it.");
    }

    @Test
    void given_offline_rules__when_each_persona_is_tested__then_each_answers_in_its_form() {
        for (var slug : List.of("story-reviewer", "story-processor", "writer")) {
            var answer =
                    owner.post(
                            "/personas/" + slug + "/test",
                            Map.of(
                                    "story",
                                    com.postmagiq.Storyteller.story("fire-company"),
                                    "config",
                                    "offline"));
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
            assertThat(answer.at("/valid").asBoolean()).as(answer.raw().body()).isTrue();
            assertThat(answer.at("/is_llm").asBoolean()).isFalse();
        }
    }

    @Test
    void
            given_editors_and_strangers__when_they_reach_for_personas__then_they_read_or_find_nothing() {
        desk.create("poet", Map.of());
        var editor =
                Maintenance.join(
                        database,
                        Api.at(port).signUp("Alan Turing"),
                        owner.workspaceId(),
                        "editor");
        var stranger = Api.at(port).signUp("Grace Hopper");

        assertThat(editor.get("/personas/poet").text("/template")).contains("heron");
        assertThat(editor.get(WRITER).body().has("template")).isFalse();
        assertThat(editor.get(WRITER + "/versions/1").body().has("template")).isFalse();
        assertThat(editor.with("If-Match", "1").put("/personas/poet", Map.of()).status())
                .isEqualTo(403);
        assertThat(editor.post(WRITER + "/preview").status()).isEqualTo(403);
        for (var path :
                List.of("/personas/poet", "/personas/poet/versions", "/personas/poet/diff")) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(stranger.with("If-Match", "1").delete("/personas/poet").status()).isEqualTo(404);
    }
}
