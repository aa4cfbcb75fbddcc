package com.postmagiq.content.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Strategies: one or many, and one of them the current one. */
@PostmagiqTest
class GoalTests {
    private final Database database;
    private final Api owner;
    private final Planning planning;

    GoalTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Ada Lovelace");
        this.planning = new Planning(owner);
    }

    @Test
    void given_no_strategy__when_some_are_made__then_the_first_is_the_current_one() {
        assertThat(owner.get("/strategy").body().has("goal")).isFalse();
        assertThat(owner.get("/strategy").at("/chapters")).isEmpty();

        var first = owner.post("/goals", Map.of("positioning", "The one who reads the manual"));
        var second = owner.post("/goals", Map.of());

        assertThat(first.status()).as(first.raw().body()).isEqualTo(201);
        assertThat(first.text("/name")).isEqualTo("The one who reads the manual");
        assertThat(first.at("/posts_per_week").asInt()).isEqualTo(3);
        assertThat(first.at("/is_default").asBoolean()).isTrue();
        assertThat(second.text("/name")).isEqualTo("Strategy 2");
        assertThat(second.at("/is_default").asBoolean()).isFalse();
        planning.chapter(first.text("/id"), "Beginnings");
        assertThat(owner.get("/strategy").text("/goal/id")).isEqualTo(first.text("/id"));
        assertThat(owner.get("/strategy").text("/chapters/0/title")).isEqualTo("Beginnings");

        owner.post("/goals/" + second.text("/id") + "/make-default");
        assertThat(owner.get("/strategy").text("/goal/id")).isEqualTo(second.text("/id"));
        owner.delete("/goals/" + second.text("/id"));
        assertThat(owner.get("/strategy").text("/goal/id")).isEqualTo(first.text("/id"));
    }

    @Test
    @Tag("content-22")
    void given_two_strategies__when_one_is_deleted__then_its_own_posts_go_and_the_count_is_exact() {
        var kept = planning.goal("Kept");
        var gone = planning.goal("Gone");
        var keptChapter = planning.chapter(kept, "One");
        var goneChapter = planning.chapter(gone, "One");
        planning.chapter(gone, "Two");
        var keptPost = planning.post(keptChapter, "stays").text("/id");
        var gonePost = planning.post(goneChapter, "goes").text("/id");
        planning.post(goneChapter, "goes too");

        var unconfirmed = owner.delete("/goals/" + gone);
        var wrong = owner.delete("/goals/" + gone + "?confirm_posts=3");
        assertThat(unconfirmed.status()).isEqualTo(422);
        assertThat(unconfirmed.code()).isEqualTo("confirmation_mismatch");
        assertThat(unconfirmed.at("/post_count").asInt()).isEqualTo(2);
        assertThat(wrong.code()).isEqualTo("confirmation_mismatch");

        var deleted = owner.delete("/goals/" + gone + "?confirm_posts=2");
        assertThat(deleted.status()).as(deleted.raw().body()).isEqualTo(200);
        assertThat(deleted.at("/posts_deleted").asInt()).isEqualTo(2);
        assertThat(deleted.at("/chapters_deleted").asInt()).isEqualTo(2);
        assertThat(owner.get("/goals/" + gone).status()).isEqualTo(404);
        assertThat(owner.get("/posts/" + gonePost).status()).isEqualTo(404);
        assertThat(owner.get("/posts/" + keptPost).text("/chapter_id")).isEqualTo(keptChapter);
        assertThat(planning.titles(kept)).containsExactly("One");
        var stored =
                Maintenance.call(
                        database,
                        rows ->
                                rows.sql(
                                                "select count(*) from app.posts where workspace_id = ? and is_deleted and goal_id is null")
                                        .param(owner.workspaceId())
                                        .query(Integer.class)
                                        .single());
        assertThat(stored).as("they can be brought back").isEqualTo(2);
    }

    @Test
    void given_a_post_a_run_works_on__when_its_strategy_is_deleted__then_both_stay() {
        var goal = planning.goal("Busy");
        var post = planning.post(planning.chapter(goal, "One"), "busy").text("/id");
        Maintenance.update(
                database,
                "update app.posts set active_run_id = ? where id = ?",
                Ids.next(),
                UUID.fromString(post));

        var refused = owner.delete("/goals/" + goal + "?confirm_posts=1");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("goal.posts_in_progress");
        assertThat(owner.get("/posts/" + post).status()).isEqualTo(200);
    }

    @Test
    void
            given_a_strategy__when_it_is_copied__then_chapters_and_plans_are_there_again_without_texts() {
        var goal = planning.goal("Original");
        var chapter = planning.chapter(goal, "One");
        planning.post(chapter, "first");
        planning.post(chapter, "second");

        var copy = owner.post("/goals/" + goal + "/duplicate", Map.of("copy_posts", true));
        var bare =
                owner.post(
                        "/goals/" + goal + "/duplicate",
                        Map.of("name", "Bare", "copy_posts", false));

        assertThat(copy.status()).as(copy.raw().body()).isEqualTo(201);
        assertThat(copy.text("/name")).isEqualTo("Original (copy)");
        assertThat(copy.at("/post_count").asInt()).isEqualTo(2);
        assertThat(copy.at("/is_default").asBoolean()).isFalse();
        assertThat(planning.titles(copy.text("/id"))).containsExactly("One");
        var posts = owner.get("/posts?goal_id=" + copy.text("/id")).at("/items");
        assertThat(posts.valueStream().map(it -> it.path("topic").asString()))
                .containsExactlyInAnyOrder("first", "second");
        assertThat(posts.valueStream().map(it -> it.path("post_number").asInt()))
                .containsExactlyInAnyOrder(3, 4);
        assertThat(posts.valueStream().map(it -> it.path("status").asString()))
                .containsOnly("not_started");
        assertThat(bare.text("/name")).isEqualTo("Bare");
        assertThat(bare.at("/post_count").asInt()).isZero();
        assertThat(bare.at("/chapter_count").asInt()).isEqualTo(1);
    }

    @Test
    void given_a_campaign__when_its_dates_are_missing_or_turned__then_it_is_refused() {
        var goal = planning.goal("Spring");
        var path = "/goals/" + goal;

        assertThat(owner.patch(path, Map.of("strategy_type", "campaign")).code())
                .isEqualTo("goal.campaign_dates_required");
        var turned =
                owner.patch(
                        path,
                        Map.of(
                                "strategy_type", "campaign",
                                "starts_on", "2027-03-01",
                                "ends_on", "2027-02-01"));
        assertThat(turned.code()).isEqualTo("validation_failed");
        assertThat(turned.text("/errors/0/field")).isEqualTo("ends_on");
        var sound =
                owner.patch(
                        path,
                        Map.of(
                                "strategy_type", "campaign",
                                "starts_on", "2027-03-01",
                                "ends_on", "2027-03-31"));
        assertThat(sound.status()).as(sound.raw().body()).isEqualTo(200);
        assertThat(sound.text("/ends_on")).isEqualTo("2027-03-31");
    }

    @Test
    void given_two_people__when_both_change_a_strategy__then_the_second_sees_what_the_first_did() {
        var goal = planning.goal("Shared");
        var path = "/goals/" + goal;
        owner.with("If-Match", "\"1\"").patch(path, Map.of("status", "paused"));

        var second = owner.with("If-Match", "\"1\"").patch(path, Map.of("name", "Mine"));

        assertThat(second.status()).isEqualTo(412);
        assertThat(second.text("/current/status")).isEqualTo("paused");
        assertThat(owner.get(path).text("/name")).isEqualTo("Shared");
    }

    @Test
    @Tag("content-5")
    void given_a_stranger__when_they_use_ids_of_this_workspace__then_there_is_no_such_thing() {
        var goal = planning.goal("Ours");
        var chapter = planning.chapter(goal, "One");
        var platform = owner.get("/platforms").text("/items/0/id");
        var stranger = owner.stranger().signUp("Bob Moses");

        for (var path :
                List.of("/goals/" + goal, "/chapters/" + chapter, "/platforms/" + platform)) {
            assertThat(stranger.get(path).status()).as(path).isEqualTo(404);
            assertThat(stranger.patch(path, Map.of()).status()).as(path).isEqualTo(404);
            assertThat(stranger.delete(path).status()).as(path).isEqualTo(404);
        }
        var inBody = stranger.post("/chapters", Map.of("goal_id", goal, "title", "Mine"));
        assertThat(inBody.status()).isEqualTo(422);
        assertThat(inBody.code()).isEqualTo("goal.not_found");
        assertThat(stranger.post("/goals", Map.of("platform_id", platform)).code())
                .isEqualTo("platform.not_found");
        assertThat(stranger.get("/chapters?goal_id=" + goal).at("/items")).isEmpty();
    }

    @Test
    @Tag("content-6")
    void given_a_viewer_and_an_editor__when_they_reach_for_strategies__then_rights_decide() {
        var goal = planning.goal("Ours");
        var viewer = Team.join(owner, "Vera Viewer", "viewer");
        var editor = Team.join(owner, "Edda Editor", "editor");

        assertThat(viewer.get("/goals").status()).isEqualTo(403);
        assertThat(viewer.get("/chapters").status()).isEqualTo(200);
        assertThat(viewer.post("/chapters", Map.of("title", "No")).status()).isEqualTo(403);
        assertThat(editor.get("/goals").status()).isEqualTo(200);
        assertThat(editor.patch("/goals/" + goal, Map.of("name", "No")).status()).isEqualTo(403);
        assertThat(editor.delete("/goals/" + goal).status()).isEqualTo(403);
    }

    @Test
    void given_more_strategies_than_a_page__when_they_are_listed__then_each_comes_once() {
        for (var i = 0; i < 5; i++) {
            planning.goal("Goal " + i);
        }
        var first = owner.get("/goals?limit=3");
        var second = owner.get("/goals?limit=3&cursor=" + first.text("/next_cursor"));

        assertThat(first.at("/items")).hasSize(3);
        assertThat(second.at("/items")).hasSize(2);
        assertThat(second.body().has("next_cursor")).isFalse();
        assertThat(second.text("/items/1/name")).isEqualTo("Goal 4");
        assertThat(owner.get("/goals?cursor=nonsense").code()).isEqualTo("invalid_cursor");
        assertThat(owner.get("/goals?status=paused").at("/items")).isEmpty();
    }

    @Test
    void given_as_many_strategies_as_there_may_be__when_one_more_is_made__then_it_is_refused() {
        Maintenance.update(
                database,
                """
                insert into app.goals (workspace_id, id, name, created_at, updated_at)
                select ?, gen_random_uuid(), 'Goal ' || n, now(), now() from generate_series(1, 500) n
                """,
                owner.workspaceId());

        var refused = owner.post("/goals", Map.of());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("goal.limit");
    }
}
