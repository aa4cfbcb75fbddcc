package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Configurations that a workspace writes itself, their history, and its default. */
@RunsTest
class OwnConfigTests {
    private static final String CONFIGS = "/workflow-configs";
    private static final String OURS = CONFIGS + "/ours";

    private final Newsroom room;
    private final Api owner;
    private final Database database;
    private final int port;

    OwnConfigTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.owner = room.owner;
        this.database = database;
        this.port = port;
    }

    private static String offline() {
        try {
            return Files.readString(Path.of("workflows/configs/offline.yaml"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Api.Answer create(String yaml) {
        return owner.post(CONFIGS, Map.of("slug", "ours", "name", "Our way", "yaml", yaml));
    }

    private Api.Answer save(int revision, Map<String, Object> change) {
        return owner.with("If-Match", "\"%d\"".formatted(revision)).put(OURS, change);
    }

    private static List<Integer> numbers(Api.Answer versions) {
        return versions.at("/items").valueStream().map(it -> it.path("version").asInt()).toList();
    }

    @Test
    void
            given_a_valid_text__when_created__then_it_is_listed_and_runs_and_the_run_names_its_version() {
        var created = create(offline());

        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        assertThat(created.header("ETag")).contains("\"1\"");
        assertThat(created.text("/config/origin")).isEqualTo("own");
        assertThat(owner.get(CONFIGS).at("/items").valueStream())
                .anyMatch(it -> it.path("slug").asString().equals("ours"));
        var run = room.run(room.start(Map.of("config", "ours")));
        assertThat(run.text("/config_slug")).isEqualTo("ours");
        assertThat(run.at("/config_version").asInt()).isEqualTo(1);
    }

    @Test
    void
            given_a_text_with_faults__when_saved__then_each_is_named_by_line_and_column_and_nothing_stays() {
        var refused = create(offline().replace("next: story-review", "next: nowhere"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("workflow_config.invalid");
        assertThat(refused.at("/valid").asBoolean()).isFalse();
        assertThat(refused.at("/errors").valueStream())
                .anySatisfy(
                        it -> {
                            assertThat(it.path("code").asString())
                                    .isEqualTo("state.unknown_target");
                            assertThat(it.path("line").asInt()).isGreaterThan(1);
                            assertThat(it.path("column").asInt()).isGreaterThan(1);
                        });
        assertThat(owner.get(OURS).status()).isEqualTo(404);
        create(offline());
        assertThat(save(1, Map.of("yaml", "states: [")).code())
                .isEqualTo("workflow_config.invalid");
        assertThat(numbers(owner.get(OURS + "/versions"))).containsExactly(1);
    }

    @Test
    void given_taken_and_odd_names__when_created__then_they_are_refused() {
        create(offline());

        assertThat(create(offline()).code()).isEqualTo("workflow_config.slug_taken");
        for (var slug :
                List.of("offline", "t-" + "x".repeat(70), "../x", "default", "validate", "A")) {
            var refused = owner.post(CONFIGS, Map.of("slug", slug, "yaml", offline()));
            assertThat(refused.status()).as(slug).isIn(409, 422);
        }
    }

    @Test
    void
            given_the_same_text__when_saved__then_nothing_changes_and_without_a_revision_it_is_asked_for() {
        create(offline());

        var same = save(1, Map.of("yaml", offline()));

        assertThat(same.status()).isEqualTo(200);
        assertThat(same.at("/changed").asBoolean()).isFalse();
        assertThat(numbers(owner.get(OURS + "/versions"))).containsExactly(1);
        assertThat(owner.put(OURS, Map.of("yaml", offline())).status()).isEqualTo(428);
        assertThat(owner.put(OURS, Map.of("yaml", offline())).code())
                .isEqualTo("precondition_required");
        var renamed = save(1, Map.of("name", "Another name"));
        assertThat(renamed.at("/changed").asBoolean()).isTrue();
        assertThat(renamed.at("/config/config/version").asInt()).isEqualTo(1);
        assertThat(renamed.header("ETag")).contains("\"2\"");
    }

    @Test
    @Tag("workflow-93")
    void given_two_people_who_save_at_once__when_they_do__then_one_is_told_of_the_others_version()
            throws Exception {
        create(offline());

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    people.invokeAll(
                            IntStream.range(0, 2)
                                    .<Callable<Api.Answer>>mapToObj(
                                            i ->
                                                    () ->
                                                            save(
                                                                    1,
                                                                    Map.of(
                                                                            "yaml",
                                                                            offline() + "# " + i
                                                                                    + "\n")))
                                    .toList());
            var statuses = new java.util.ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().status());
                if (answer.get().status() == 412) {
                    assertThat(answer.get().code()).isEqualTo("stale_revision");
                    assertThat(answer.get().at("/current_version").asInt()).isEqualTo(2);
                    assertThat(answer.get().at("/current_revision").asInt()).isEqualTo(2);
                }
            }
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        }
        assertThat(numbers(owner.get(OURS + "/versions"))).containsExactly(2, 1);
    }

    @Test
    @Tag("workflow-93")
    void given_a_history__when_rolled_back__then_a_new_version_has_the_old_text_and_says_so() {
        create(offline());
        save(
                1,
                Map.of(
                        "yaml",
                        offline().replace("name: Offline", "name: Ours"),
                        "note",
                        "Renamed"));

        var restored =
                owner.with("If-Match", "\"2\"")
                        .post(OURS + "/versions/1/restore", Map.of("note", "Back again"));

        assertThat(restored.status()).as(restored.raw().body()).isEqualTo(200);
        var versions = owner.get(OURS + "/versions");
        assertThat(numbers(versions)).containsExactly(3, 2, 1);
        assertThat(versions.at("/items/0/restored_from").asInt()).isEqualTo(1);
        assertThat(versions.at("/items/0/note").asString()).isEqualTo("Back again");
        assertThat(versions.text("/items/0/content_hash"))
                .isEqualTo(versions.text("/items/2/content_hash"));
        assertThat(owner.get(OURS + "/versions/2").text("/yaml")).contains("name: Ours");
        assertThat(owner.get(OURS + "/versions/9").code())
                .isEqualTo("workflow_config.version_not_found");
        var page = owner.get(OURS + "/versions?limit=2");
        assertThat(numbers(page)).containsExactly(3, 2);
        assertThat(
                        numbers(
                                owner.get(
                                        OURS
                                                + "/versions?limit=2&cursor="
                                                + page.text("/next_cursor"))))
                .containsExactly(1);
    }

    @Test
    @Tag("workflow-93")
    void
            given_an_old_text_that_no_longer_holds__when_rolled_back__then_it_is_422_and_nothing_changes() {
        owner.post(
                "/personas",
                Map.of("slug", "our-writer", "copy_from", "writer", "name", "Our writer"));
        create(offline().replaceAll("persona: writer\\b", "persona: our-writer"));
        save(1, Map.of("yaml", offline()));
        owner.with("If-Match", "\"1\"").delete("/personas/our-writer");

        var refused = owner.with("If-Match", "\"2\"").post(OURS + "/versions/1/restore");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/code").asString()).isEqualTo("persona.unknown");
        assertThat(numbers(owner.get(OURS + "/versions"))).containsExactly(2, 1);
    }

    @Test
    void given_two_versions__when_compared__then_lines_meaning_and_price_are_told() {
        create(offline());
        save(
                1,
                Map.of(
                        "yaml",
                        offline()
                                .replace("  audit: {proceed: 6}", "  audit: {proceed: 5}")
                                .replace(
                                        "transition_limit, limit: 20", "transition_limit, limit: 9")
                                .replace("base_cost: 0", "base_cost: 3")));

        var diff = owner.get(OURS + "/diff");

        assertThat(diff.status()).as(diff.raw().body()).isEqualTo(200);
        assertThat(diff.at("/from").asInt()).isEqualTo(1);
        assertThat(diff.at("/to").asInt()).isEqualTo(2);
        assertThat(diff.at("/summary").valueStream().map(it -> it.path("kind").asString()))
                .contains("threshold", "limit", "weight");
        assertThat(diff.at("/summary").valueStream())
                .anySatisfy(
                        it -> {
                            assertThat(it.path("path").asString()).isEqualTo("/thresholds/audit");
                            assertThat(it.path("before").asString()).isEqualTo("6");
                            assertThat(it.path("after").asString()).isEqualTo("5");
                        });
        assertThat(diff.at("/price").valueStream().map(it -> it.path("tier").asString()))
                .containsExactly("standard", "premium");
        assertThat(diff.at("/price/0/after").asInt() - diff.at("/price/0/before").asInt())
                .isEqualTo(3);
        assertThat(joined(diff, "delete")).isEqualTo(offline());
        assertThat(joined(diff, "insert")).contains("base_cost: 3");
    }

    /** One of the two texts, put together again. */
    private static String joined(Api.Answer diff, String own) {
        return diff.at("/lines")
                .valueStream()
                .filter(it -> List.of("equal", own).contains(it.path("op").asString()))
                .map(it -> it.path("text").asString())
                .collect(java.util.stream.Collectors.joining());
    }

    @Test
    @Tag("workflow-9")
    void given_a_run_that_waits__when_its_configuration_is_edited__then_the_run_keeps_its_own() {
        create(ask(""));
        var run = room.start(Map.of("config", "ours"));
        room.awaits(run, "awaiting_human");
        var hash = room.run(run).text("/config_hash");

        save(1, Map.of("yaml", ask("# edited\n").replace("approved: complete", "approved: halt")));
        owner.with("If-Match", "\"2\"").delete(OURS);

        room.decide(run, "approved");
        assertThat(room.awaits(run, "complete").text("/config_hash")).isEqualTo(hash);
    }

    private String ask(String more) {
        return more + room.yaml("ask");
    }

    @Test
    @Tag("workflow-93")
    void given_more_than_fifty_unused_versions__when_saved__then_used_ones_stay_for_ever() {
        create(ask(""));
        room.awaits(room.start(Map.of("config", "ours")), "awaiting_human");
        for (var i = 1; i <= 55; i++) {
            assertThat(save(i, Map.of("yaml", ask("# " + i + "\n"))).status()).isEqualTo(200);
        }

        var kept = numbers(owner.get(OURS + "/versions?limit=200"));

        assertThat(kept).hasSize(51).contains(1, 56, 7).doesNotContain(2, 6);
    }

    @Test
    void
            given_a_choice_of_the_workspace__when_a_run_names_nothing__then_it_counts_until_it_is_gone() {
        create(offline());

        var chosen = owner.put("/settings/workflow-config", Map.of("slug", "ours"));

        assertThat(chosen.status()).as(chosen.raw().body()).isEqualTo(200);
        assertThat(owner.get(CONFIGS).text("/default_slug")).isEqualTo("ours");
        assertThat(owner.get(CONFIGS).text("/default_reason")).isEqualTo("workspace");
        assertThat(owner.get(CONFIGS).text("/selected_slug")).isEqualTo("ours");
        assertThat(owner.get(CONFIGS + "/default").text("/config/slug")).isEqualTo("ours");
        var run = owner.post("/workflow-runs", Map.of("story", room.story()));
        assertThat(run.text("/config_slug")).isEqualTo("ours");
        assertThat(owner.put("/settings/workflow-config", Map.of("slug", "nobody")).code())
                .isEqualTo("workflow_config.not_found");

        assertThat(owner.with("If-Match", "\"1\"").delete(OURS).status()).isEqualTo(204);

        assertThat(owner.get(CONFIGS).text("/default_reason")).isEqualTo("deployment_default");
        assertThat(owner.get(CONFIGS).body().has("selected_slug")).isFalse();
        assertThat(create(offline()).code()).isEqualTo("workflow_config.slug_taken");
        assertThat(room.tryStart(Map.of("config", "ours")).status()).isEqualTo(404);
    }

    @Test
    void given_one_that_is_switched_off__when_listed__then_only_who_asks_for_all_sees_it() {
        create(offline());
        save(1, Map.of("enabled", false));

        assertThat(slugs(owner.get(CONFIGS))).doesNotContain("ours");
        assertThat(slugs(owner.get(CONFIGS + "?include_locked=true"))).contains("ours");
        assertThat(owner.get(OURS).text("/config/unusable_reason"))
                .isEqualTo("It is switched off.");
        assertThat(room.tryStart(Map.of("config", "ours")).code())
                .isEqualTo("workflow_config.not_found");
    }

    private static List<String> slugs(Api.Answer list) {
        return list.at("/items").valueStream().map(it -> it.path("slug").asString()).toList();
    }

    @Test
    void given_what_the_product_brings__when_changed__then_it_is_refused_and_its_history_is_read() {
        var system = owner.with("If-Match", "\"1\"");

        assertThat(system.put(CONFIGS + "/offline", Map.of("name", "Mine")).code())
                .isEqualTo("workflow_config.system_read_only");
        assertThat(system.delete(CONFIGS + "/offline").status()).isEqualTo(403);
        assertThat(system.post(CONFIGS + "/offline/versions/1/restore").status()).isEqualTo(403);
        assertThat(numbers(owner.get(CONFIGS + "/offline/versions"))).contains(1);
        var copy = owner.post(CONFIGS, Map.of("slug", "copy", "copy_from", "offline"));
        assertThat(copy.status()).as(copy.raw().body()).isEqualTo(201);
    }

    @Test
    void given_editors_and_strangers__when_they_reach_for_it__then_they_may_not_or_find_nothing() {
        create(offline());
        var editor =
                Maintenance.join(
                        database,
                        Api.at(port).signUp("Alan Turing"),
                        owner.workspaceId(),
                        "editor");
        var stranger = Api.at(port).signUp("Grace Hopper");

        assertThat(editor.get(OURS).status()).isEqualTo(200);
        assertThat(editor.get(OURS).body().has("yaml")).isFalse();
        assertThat(editor.with("If-Match", "1").put(OURS, Map.of("name", "x")).status())
                .isEqualTo(403);
        assertThat(editor.get(OURS + "/versions").status()).isEqualTo(403);
        for (var path : List.of(OURS, OURS + "/versions", OURS + "/diff", OURS + "/versions/1")) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(stranger.with("If-Match", "1").put(OURS, Map.of("name", "x")).status())
                .isEqualTo(404);
        assertThat(stranger.with("If-Match", "1").delete(OURS).status()).isEqualTo(404);
        assertThat(
                        stranger.post(
                                        "/workflow-runs",
                                        Map.of("story", room.story(), "config", "ours"))
                                .status())
                .isEqualTo(404);
        assertThat(stranger.post(CONFIGS, Map.of("slug", "ours", "yaml", offline())).status())
                .as("another workspace may use the name")
                .isEqualTo(201);
    }

    @Test
    void
            given_all_kinds_of_bytes__when_saved_as_a_configuration__then_it_is_a_problem_never_a_failure() {
        for (var text :
                List.of(
                        "",
                        "\0",
                        "states: !!java.lang.Runtime {}",
                        "a: &a [*a]",
                        "x".repeat(600_000))) {
            JsonNode body = create(text).body();
            assertThat(body.path("status").asInt())
                    .as(text.substring(0, Math.min(9, text.length())))
                    .isEqualTo(422);
        }
    }
}
