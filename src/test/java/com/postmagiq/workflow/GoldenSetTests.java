package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Stories that are kept to compare ways of working on them. */
@RunsTest
class GoldenSetTests {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Newsroom room;
    private final Lab lab;

    GoldenSetTests(@LocalServerPort int port) {
        this.room = Newsroom.open(port);
        this.lab = new Lab(room.owner);
    }

    @Test
    void given_sets__when_they_are_made_changed_and_deleted__then_revisions_count_what_happened() {
        var set = lab.set(2);
        var name = room.owner.get("/evaluation/sets/" + set).text("/name");
        assertThat(room.owner.get("/evaluation/sets/" + set).at("/revision").asInt()).isEqualTo(3);
        assertThat(lab.post("/sets", Map.of("name", name)).code())
                .isEqualTo("evaluation.name_taken");
        assertThat(lab.post("/sets", Map.of("name", " ")).status()).isEqualTo(422);

        var renamed =
                room.owner.put(
                        "/evaluation/sets/" + set,
                        Map.of("name", "Launch posts", "description", "What we must not spoil"));

        assertThat(renamed.text("/description")).isEqualTo("What we must not spoil");
        assertThat(renamed.at("/revision").asInt()).isEqualTo(4);
        var other = lab.set(0);
        var page = room.owner.get("/evaluation/sets?limit=1");
        assertThat(page.text("/items/0/id")).isEqualTo(other);
        assertThat(
                        room.owner
                                .get("/evaluation/sets?cursor=" + page.text("/next_cursor"))
                                .text("/items/0/id"))
                .isEqualTo(set);
        assertThat(room.owner.delete("/evaluation/sets/" + set).status()).isEqualTo(204);
        assertThat(room.owner.get("/evaluation/sets/" + set).code())
                .isEqualTo("evaluation.set_not_found");
    }

    @Test
    void given_cases__when_they_are_changed_and_removed__then_the_list_says_so_in_order() {
        var set = lab.set(3);
        var path = "/evaluation/sets/" + set + "/cases";
        var first = room.owner.get(path + "?limit=2");
        assertThat(first.at("/items")).hasSize(2);
        var rest = room.owner.get(path + "?limit=2&cursor=" + first.text("/next_cursor"));
        assertThat(rest.text("/items/0/label")).isEqualTo("Story 3");
        var second = first.text("/items/1/id");
        var changed = Lab.story(4);
        changed.put("label", "Another one");

        assertThat(room.owner.put(path + "/" + second, changed).text("/label"))
                .isEqualTo("Another one");
        assertThat(room.owner.delete(path + "/" + first.text("/items/0/id")).status())
                .isEqualTo(204);

        assertThat(room.owner.get(path).at("/items").valueStream())
                .extracting(it -> it.path("label").asString())
                .containsExactly("Another one", "Story 3");
        assertThat(room.owner.delete(path + "/" + first.text("/items/0/id")).code())
                .isEqualTo("evaluation.case_not_found");
        assertThat(room.owner.get(path + "?cursor=Zm9v").code()).isEqualTo("invalid_cursor");
    }

    @Test
    void given_cases_that_cannot_be__then_each_is_refused_with_what_is_wrong() {
        var set = lab.set(0);
        var path = "/sets/" + set + "/cases";
        var odd = Lab.story(0);
        odd.put("shape", "ROUND");
        assertThat(lab.post(path, odd).text("/detail")).contains("shape is none of");
        odd.put("shape", "SHORT");
        odd.put("expectations", Map.of("min_words", 9, "max_words", 3));
        assertThat(lab.post(path, odd).code()).isEqualTo("evaluation.case_invalid");
        assertThat(lab.post(path, Map.of("story", "Too short.")).code())
                .isEqualTo("story.too_short");
        assertThat(lab.post(path, Map.of("story", "x", "mood", "good")).code())
                .isEqualTo("unknown_field");
    }

    @Test
    void given_a_set__when_it_is_exported_and_imported_into_another__then_the_cases_are_the_same() {
        var set = lab.set(3);
        var file = room.owner.get("/evaluation/sets/" + set + "/cases/export");
        assertThat(file.header("Content-Type").orElseThrow()).startsWith("application/x-ndjson");
        assertThat(file.raw().body().lines()).hasSize(3);
        var other = lab.set(0);

        var imported = lab.lines(other, file.raw().body());

        assertThat(imported.at("/cases").asInt()).isEqualTo(3);
        assertThat(room.owner.get("/evaluation/sets/" + other + "/cases/export").raw().body())
                .isEqualTo(file.raw().body());
    }

    @Test
    void given_a_file_with_one_bad_line__then_nothing_is_imported_and_the_line_is_named() {
        var set = lab.set(0);
        var good = line(Lab.story(0));

        var refused = lab.lines(set, good + "\n\n{\"story\": 7, \"mood\": 1}\n");

        assertThat(refused.code()).isEqualTo("evaluation.case_invalid");
        assertThat(refused.at("/line").asInt()).isEqualTo(3);
        assertThat(room.owner.get("/evaluation/sets/" + set).at("/cases").asInt()).isZero();
        assertThat(lab.lines(set, " \n ").code()).isEqualTo("evaluation.case_invalid");
        var tooMany = IntStream.range(0, 201).mapToObj(_ -> good).collect(Collectors.joining("\n"));
        assertThat(lab.lines(set, tooMany).code()).isEqualTo("evaluation.set_full");
    }

    @Test
    void given_a_finished_run__when_it_becomes_a_case__then_story_text_and_facts_come_with_it() {
        room.uses("split").obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        var set = lab.set(0);
        var path = "/sets/" + set + "/cases/from-run";
        assertThat(lab.post(path, Map.of("run_id", run)).code())
                .isEqualTo("evaluation.run_not_finished");
        room.decide(run, "approved");
        room.awaits(run, "complete");

        var made = lab.post(path, Map.of("run_id", run, "label", "The wrong table"));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(made.text("/story")).isEqualTo(room.story());
        assertThat(made.text("/reference_text")).isEqualTo(Newsroom.post(0));
        assertThat(made.at("/expectations/facts").valueStream())
                .isNotEmpty()
                .allMatch(fact -> room.story().contains(fact.asString()));
        var stranger = room.owner.stranger().signUp("Bob Moses");
        var theirs = stranger.post("/evaluation/sets", Map.of("name", "Mine")).text("/id");
        assertThat(
                        stranger.post(
                                        "/evaluation/sets/" + theirs + "/cases/from-run",
                                        Map.of("run_id", run))
                                .code())
                .isEqualTo("run.not_found");
    }

    private static String line(Map<String, Object> story) {
        return JSON.writeValueAsString(new HashMap<>(story));
    }
}
