package com.postmagiq.content.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Chapters: their order, and what becomes of their posts. */
@PostmagiqTest
class ChapterTests {
    private final Database database;
    private final Api owner;
    private final Planning planning;
    private final String goal;

    ChapterTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Ada Lovelace");
        this.planning = new Planning(owner);
        this.goal = planning.goal("Series");
    }

    @Test
    void given_a_current_strategy__when_chapters_are_made__then_they_take_free_numbers() {
        var first = owner.post("/chapters", Map.of("title", "One"));
        var tenth = owner.post("/chapters", Map.of("title", "Ten", "chapter_number", 10));
        var next = owner.post("/chapters", Map.of("title", "Eleven"));
        var taken = owner.post("/chapters", Map.of("title", "Again", "chapter_number", 10));

        assertThat(first.status()).as(first.raw().body()).isEqualTo(201);
        assertThat(first.text("/goal_id")).isEqualTo(goal);
        assertThat(first.at("/chapter_number").asInt()).isEqualTo(1);
        assertThat(next.at("/chapter_number").asInt()).isEqualTo(11);
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("chapter.number_taken");
        var renumbered =
                owner.patch("/chapters/" + tenth.text("/id"), Map.of("chapter_number", 11));
        assertThat(renumbered.code()).isEqualTo("chapter.number_taken");
        assertThat(owner.post("/chapters", Map.of("title", " ")).code())
                .isEqualTo("required_field");
    }

    @Test
    void
            given_chapters__when_they_are_put_into_another_order__then_numbers_follow_and_none_is_lost() {
        var one = planning.chapter(goal, "One");
        var two = planning.chapter(goal, "Two");
        var three = planning.chapter(goal, "Three");

        var order =
                owner.post(
                        "/chapters/reorder",
                        Map.of("goal_id", goal, "chapter_ids", List.of(three, one, two)));

        assertThat(order.status()).as(order.raw().body()).isEqualTo(200);
        assertThat(planning.titles(goal)).containsExactly("Three", "One", "Two");
        assertThat(order.at("/items/0/chapter_number").asInt()).isEqualTo(1);
        for (var wrong : List.of(List.of(one, two), List.of(one, two, two))) {
            var refused =
                    owner.post("/chapters/reorder", Map.of("goal_id", goal, "chapter_ids", wrong));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("chapter.incomplete_order");
        }
    }

    @Test
    void given_weeks__when_they_are_half_or_turned__then_they_are_refused() {
        var id = planning.chapter(goal, "One");
        var path = "/chapters/" + id;

        assertThat(owner.patch(path, Map.of("weeks_start", 2)).text("/errors/0/field"))
                .isEqualTo("weeks_end");
        assertThat(
                        owner.patch(path, Map.of("weeks_start", 3, "weeks_end", 2))
                                .text("/errors/0/field"))
                .isEqualTo("weeks_end");
        assertThat(owner.patch(path, Map.of("weeks_start", 3, "weeks_end", 4)).status())
                .isEqualTo(200);
    }

    @Test
    @Tag("content-21")
    void given_a_chapter_with_posts__when_it_is_deleted__then_somebody_says_what_becomes_of_them() {
        var full = planning.chapter(goal, "Full");
        var other = planning.chapter(goal, "Other");
        var post = planning.post(full, "moves");
        var number = post.at("/post_number").asInt();

        var refused = owner.delete("/chapters/" + full);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("chapter.not_empty");
        assertThat(refused.at("/post_count").asInt()).isEqualTo(1);
        assertThat(owner.delete("/chapters/" + full + "?posts=move").code())
                .isEqualTo("required_field");
        assertThat(owner.delete("/chapters/" + full + "?posts=move&to=" + UUID.randomUUID()).code())
                .isEqualTo("chapter.not_found");

        var moved = owner.delete("/chapters/" + full + "?posts=move&to=" + other);
        assertThat(moved.status()).as(moved.raw().body()).isEqualTo(204);
        var found = owner.get("/posts/" + post.text("/id"));
        assertThat(found.text("/chapter_id")).isEqualTo(other);
        assertThat(found.at("/post_number").asInt()).isEqualTo(number);
        assertThat(owner.get("/chapters/" + other).at("/chapter_number").asInt())
                .as("numbers of others stay")
                .isEqualTo(2);
    }

    @Test
    void given_a_chapter_with_posts__when_they_are_loosened_or_deleted__then_they_are() {
        var loose = planning.chapter(goal, "Loose");
        var gone = planning.chapter(goal, "Gone");
        var kept = planning.post(loose, "kept").text("/id");
        var lost = planning.post(gone, "lost").text("/id");

        assertThat(owner.delete("/chapters/" + loose + "?posts=loose").status()).isEqualTo(204);
        assertThat(owner.delete("/chapters/" + gone + "?posts=delete").status()).isEqualTo(204);

        var found = owner.get("/posts/" + kept);
        assertThat(found.text("/goal_id")).isEqualTo(goal);
        assertThat(found.body().has("chapter_id")).isFalse();
        assertThat(owner.get("/posts/" + lost).status()).isEqualTo(404);
    }

    @Test
    void given_an_editor__when_they_work_on_chapters__then_they_write_and_do_not_delete() {
        var editor = Team.join(owner, "Edda Editor", "editor");

        var made = editor.post("/chapters", Map.of("title", "Edda's"));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(editor.delete("/chapters/" + made.text("/id")).status()).isEqualTo(403);
    }

    @Test
    void given_chapters_of_two_strategies__when_they_are_paged__then_each_comes_once() {
        planning.chapter(goal, "One");
        planning.chapter(goal, "Two");
        planning.chapter(planning.goal("Other"), "Three");

        var first = owner.get("/chapters?limit=2");
        var second = owner.get("/chapters?limit=2&cursor=" + first.text("/next_cursor"));

        assertThat(first.at("/items").valueStream().map(it -> it.path("title").asString()))
                .containsExactly("One", "Two");
        assertThat(second.at("/items").valueStream().map(it -> it.path("title").asString()))
                .containsExactly("Three");
        assertThat(owner.get("/chapters?cursor=bm9uc2Vuc2U").code()).isEqualTo("invalid_cursor");
    }

    @Test
    void given_as_many_chapters_as_there_may_be__when_one_more_is_made__then_it_is_refused() {
        Maintenance.update(
                database,
                """
                insert into app.chapters (workspace_id, id, goal_id, chapter_number, title, created_at, updated_at)
                select ?, gen_random_uuid(), ?, n, 'Chapter ' || n, now(), now() from generate_series(1, 200) n
                """,
                owner.workspaceId(),
                UUID.fromString(goal));

        var refused = owner.post("/chapters", Map.of("title", "Too much"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("chapter.limit");
    }
}
