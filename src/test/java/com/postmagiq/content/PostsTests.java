package com.postmagiq.content;

import static com.postmagiq.content.Desk.body;
import static com.postmagiq.content.Desk.chapter;
import static com.postmagiq.content.Desk.move;
import static com.postmagiq.content.Desk.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class PostsTests {
    private final Database database;
    private final PostEnd end;
    private final Api owner;

    PostsTests(Database database, PostEnd end, @LocalServerPort int port) {
        this.database = database;
        this.end = end;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    @Tag("content-1")
    void given_a_chapter__when_a_post_is_made_without_topic__then_it_has_a_number_and_a_revision() {
        var made = post(owner, "chapter_id", chapter(owner));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/post_number").asInt()).isEqualTo(1);
        assertThat(made.text("/ref")).isEqualTo("c1p1");
        assertThat(made.text("/status")).isEqualTo("not_started");
        assertThat(made.text("/priority")).isEqualTo("medium");
        assertThat(made.at("/revision").asInt()).isEqualTo(1);
        assertThat(made.header("ETag")).contains("\"1\"");
        assertThat(made.at("/topic").isMissingNode()).isTrue();
    }

    @Test
    @Tag("content-2")
    @SuppressWarnings({"unchecked", "rawtypes"})
    void given_fifty_people_at_once__when_each_makes_a_post__then_numbers_follow_each_other() {
        Callable<Api.Answer>[] deeds =
                IntStream.range(0, 50)
                        .<Callable<Api.Answer>>mapToObj(_ -> () -> owner.post("/posts", Map.of()))
                        .toArray(Callable[]::new);

        var answers = Team.together(deeds);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(answer -> answer.at("/post_number").asInt()).sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void given_a_key__when_the_request_comes_again__then_it_is_answered_with_the_same_post() {
        var sender = owner.with("Idempotency-Key", "k-1");
        var wish = Map.of("topic", "Once");
        var answers =
                Team.together(() -> sender.post("/posts", wish), () -> sender.post("/posts", wish));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(201);
        assertThat(answers.stream().map(answer -> answer.text("/id")).distinct()).hasSize(1);
        assertThat(owner.get("/posts").at("/items")).hasSize(1);
        assertThat(sender.post("/posts", Map.of("topic", "Other")).code())
                .isEqualTo("idempotency_conflict");
        assertThat(owner.with("Idempotency-Key", "two words").post("/posts", wish).status())
                .isEqualTo(422);
        Maintenance.update(
                database,
                "update app.idempotency_keys set created_at = created_at - interval '25 hours' where workspace_id = ?",
                owner.workspaceId());
        assertThat(sender.post("/posts", wish).at("/post_number").asInt()).isEqualTo(2);
    }

    @Test
    @Tag("content-3")
    void
            given_a_wanted_number__when_it_is_taken__then_the_next_comes_behind_and_nobody_gets_it_again() {
        assertThat(post(owner, "post_number", 10).at("/post_number").asInt()).isEqualTo(10);
        assertThat(post(owner).at("/post_number").asInt()).isEqualTo(11);
        var again = owner.post("/posts", Map.of("post_number", 10));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("post.number_taken");
        assertThat(post(owner, "post_number", 5).at("/post_number").asInt()).isEqualTo(5);
        assertThat(post(owner).at("/post_number").asInt()).isEqualTo(12);
    }

    @Test
    @Tag("content-4")
    void given_a_post__when_it_is_called_by_any_of_its_names__then_it_is_found() {
        var id = post(owner, "chapter_id", chapter(owner)).text("/id");

        for (var name : List.of("c1p1", "C1P01", "post_01", "post_1", "1", "001", id)) {
            assertThat(owner.get("/posts/" + name).text("/id")).as(name).isEqualTo(id);
        }
        assertThat(owner.get("/posts/c2p1").code()).isEqualTo("post.ref_mismatch");
        assertThat(owner.get("/posts/c2p1").status()).isEqualTo(404);
        assertThat(owner.get("/posts/xyz").status()).isEqualTo(400);
        assertThat(owner.get("/posts/xyz").code()).isEqualTo("invalid_post_ref");
        assertThat(owner.get("/posts/post_77").code()).isEqualTo("post.not_found");
    }

    @Test
    @Tag("content-5")
    void given_another_workspace__when_its_things_are_named__then_they_are_not_there() {
        var chapter = chapter(owner);
        var id = post(owner, "chapter_id", chapter).text("/id");
        var bob = owner.stranger().signUp("Bob Moses");

        assertThat(bob.get("/posts/" + id).status()).isEqualTo(404);
        assertThat(bob.patch("/posts/" + id, Map.of()).status()).isEqualTo(404);
        assertThat(bob.delete("/posts/" + id).status()).isEqualTo(404);
        var foreign = bob.post("/posts", Map.of("chapter_id", chapter));
        var unknown = bob.post("/posts", Map.of("chapter_id", UUID.randomUUID()));
        assertThat(foreign.status()).isEqualTo(422);
        assertThat(foreign.code()).isEqualTo("chapter.not_found");
        assertThat(foreign.code()).isEqualTo(unknown.code());
        assertThat(bob.in(owner.workspaceId()).get("/posts").status()).isEqualTo(404);
    }

    @Test
    @Tag("content-6")
    void given_a_viewer__when_they_touch_posts__then_they_may_only_read() {
        var ref = post(owner).text("/ref");
        var viewer = Team.join(owner, "Vera Viewer", "viewer");

        assertThat(viewer.get("/posts/" + ref).status()).isEqualTo(200);
        assertThat(viewer.get("/posts").at("/items")).hasSize(1);
        assertThat(viewer.post("/posts", Map.of()).status()).isEqualTo(403);
        assertThat(viewer.patch("/posts/" + ref, Map.of()).status()).isEqualTo(403);
        assertThat(viewer.delete("/posts/" + ref).status()).isEqualTo(403);
        assertThat(viewer.get("/goals").status()).isEqualTo(403);
    }

    @Test
    @Tag("content-7")
    void given_an_editor__when_they_work__then_they_write_and_take_but_neither_delete_nor_give() {
        var editor = Team.join(owner, "Edda Editor", "editor");
        var ref = post(editor, "topic", "Mine").text("/ref");

        assertThat(editor.patch("/posts/" + ref, Map.of("topic", "Ours")).status()).isEqualTo(200);
        assertThat(editor.delete("/posts/" + ref).status()).isEqualTo(403);
        var self = Map.of("assignee_id", editor.userId());
        assertThat(editor.post("/posts/" + ref + "/assign", self).status()).isEqualTo(200);
        assertThat(editor.post("/posts/" + ref + "/assign", Map.of()).status()).isEqualTo(200);
        var other = editor.post("/posts/" + ref + "/assign", Map.of("assignee_id", owner.userId()));
        assertThat(other.status()).isEqualTo(403);
        assertThat(editor.patch("/posts/" + ref, Map.of("assignee_id", owner.userId())).status())
                .isEqualTo(403);
    }

    @Test
    @Tag("content-8")
    void given_a_change__when_it_says_nothing_or_null__then_nothing_changes_or_the_part_goes() {
        var ref = post(owner, "topic", "Pricing", "tags", List.of("Money", "money")).text("/ref");

        var nothing = owner.patch("/posts/" + ref, Map.of());
        var same = owner.patch("/posts/" + ref, Map.of("topic", "  Pricing "));
        var cleared = owner.patch("/posts/" + ref, body("topic", null, "due_date", "2026-03-01"));
        var unknown = owner.patch("/posts/" + ref, Map.of("tpoic", "x"));
        var required = owner.patch("/posts/" + ref, body("priority", null));

        assertThat(nothing.at("/revision").asInt()).isEqualTo(1);
        assertThat(same.at("/revision").asInt()).isEqualTo(1);
        assertThat(nothing.text("/tags/0")).isEqualTo("money");
        assertThat(nothing.at("/tags")).hasSize(1);
        assertThat(cleared.at("/topic").isMissingNode()).isTrue();
        assertThat(cleared.at("/is_overdue").asBoolean()).isTrue();
        assertThat(cleared.at("/revision").asInt()).isEqualTo(2);
        assertThat(unknown.code()).isEqualTo("unknown_field");
        assertThat(required.code()).isEqualTo("required_field");
        var stale = owner.with("If-Match", "\"1\"").patch("/posts/" + ref, Map.of("topic", "Mine"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.text("/current/due_date")).isEqualTo("2026-03-01");
    }

    @Test
    @Tag("content-13")
    void given_a_post__when_it_is_sent_where_it_cannot_go__then_the_ways_that_are_open_are_named() {
        var ref = post(owner).text("/ref");

        var refused = move(owner, ref, "published");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("post.illegal_transition");
        assertThat(refused.text("/from")).isEqualTo("not_started");
        assertThat(refused.at("/allowed").valueStream().map(each -> each.asString()))
                .containsExactly("needs_story", "drafting", "archived");
        assertThat(owner.get("/posts/" + ref).at("/allowed_moves"))
                .isEqualTo(refused.at("/allowed"));
        assertThat(move(owner, ref, "nowhere").code()).isEqualTo("post.unknown_status");
        assertThat(move(owner, ref, "drafting").status()).isEqualTo(200);
        assertThat(move(owner, ref, "ready").code()).isEqualTo("post.text_required");
        assertThat(move(owner, ref, "review").code()).isEqualTo("approval.off");
        assertThat(owner.post("/posts", Map.of("status", "ready")).code())
                .isEqualTo("post.initial_status");
    }

    @Test
    @Tag("content-16")
    void given_names_of_other_tools__when_they_are_used__then_the_products_own_are_shown() {
        var ref = post(owner).text("/ref");

        assertThat(move(owner, ref, "draft").text("/status")).isEqualTo("drafting");
        assertThat(owner.get("/posts?status=draft&status=idea").at("/items")).hasSize(1);
        assertThat(move(owner, ref, "archived").text("/previous_status")).isEqualTo("drafting");
        assertThat(move(owner, ref, "ready").code()).isEqualTo("post.illegal_transition");
        assertThat(move(owner, ref, "drafting").text("/status")).isEqualTo("drafting");
    }

    @Test
    @Tag("content-20")
    void
            given_a_post_with_a_text__when_it_is_begun_anew__then_the_typed_number_counts_and_versions_stay() {
        var ref = Desk.ready(owner, "The first text.");

        var wrong = owner.post("/posts/" + ref + "/reset", Map.of("confirm", 99));
        var done = owner.post("/posts/" + ref + "/reset", Map.of("confirm", 1));

        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.code()).isEqualTo("confirmation_mismatch");
        assertThat(done.text("/status")).isEqualTo("reset");
        var post = owner.get("/posts/" + ref);
        assertThat(post.text("/status")).isEqualTo("not_started");
        assertThat(post.at("/content").isMissingNode()).isTrue();
        var versions = owner.get("/posts/" + ref + "/versions");
        assertThat(versions.text("/items/0/label")).isEqualTo("before reset");
        var restored = owner.post("/posts/" + ref + "/versions/1/restore");
        assertThat(restored.text("/post/content")).isEqualTo("The first text.");
        assertThat(restored.text("/post/status")).isEqualTo("drafting");
    }

    @Test
    void given_a_deleted_post__when_a_month_has_passed__then_it_cannot_come_back() {
        var ref = post(owner, "topic", "Gone").text("/ref");
        assertThat(owner.delete("/posts/" + ref).status()).isEqualTo(204);
        assertThat(owner.get("/posts/" + ref).status()).isEqualTo(404);
        assertThat(owner.get("/posts").at("/items")).isEmpty();

        assertThat(owner.post("/posts/" + ref + "/restore").text("/topic")).isEqualTo("Gone");
        owner.delete("/posts/" + ref);
        Maintenance.update(
                database,
                "update app.posts set deleted_at = now() - interval '31 days' where workspace_id = ?",
                owner.workspaceId());

        var late = owner.post("/posts/" + ref + "/restore");
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.code()).isEqualTo("purged");
        end.purge();
        assertThat(owner.post("/posts/" + ref + "/restore").status()).isEqualTo(404);
        assertThat(post(owner).at("/post_number").asInt()).isEqualTo(2);
    }

    @Test
    void given_many_posts__when_they_are_listed__then_any_order_pages_without_loss_or_repeat() {
        for (var i = 0; i < 7; i++) {
            post(owner, "topic", "No " + i, "priority", i % 2 == 0 ? "low" : "urgent");
        }

        for (var sort : List.of("number", "due", "priority", "updated", "rank")) {
            for (var order : List.of("asc", "desc")) {
                var path = "/posts?limit=3&sort=" + sort + "&order=" + order;
                var first = owner.get(path);
                var second = owner.get(path + "&cursor=" + first.text("/next_cursor"));
                var third = owner.get(path + "&cursor=" + second.text("/next_cursor"));
                assertThat(
                                List.of(first, second, third).stream()
                                        .flatMap(page -> page.at("/items").valueStream())
                                        .map(post -> post.path("post_number").asInt()))
                        .as(path)
                        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
                assertThat(third.at("/next_cursor").isMissingNode()).isTrue();
            }
        }
        assertThat(owner.get("/posts?sort=due&cursor=abc").code()).isEqualTo("invalid_cursor");
        assertThat(owner.get("/posts?sort=size").code()).isEqualTo("validation_failed");
        assertThat(owner.get("/posts").at("/items/0/post_number").asInt()).isEqualTo(7);
        assertThat(owner.get("/posts?q=No%203").at("/items")).hasSize(1);
        assertThat(owner.get("/posts?priority=urgent").at("/items")).hasSize(3);
        assertThat(owner.get("/posts/next").at("/post_number").asInt()).isEqualTo(1);
        assertThat(owner.get("/posts/available?limit=200").at("/items")).hasSize(7);
    }

    @Test
    void given_chapter_and_shape__when_nobody_wrote_hints__then_they_are_made() {
        var ref = post(owner, "chapter_id", chapter(owner), "shape", "reversal").text("/ref");

        var made = owner.get("/posts/" + ref);
        var own = owner.patch("/posts/" + ref, Map.of("guidance", "Ask Ana."));

        assertThat(made.at("/guidance_generated").asBoolean()).isTrue();
        assertThat(made.text("/guidance")).contains("Theme: busy days", "250 to 400 words");
        assertThat(own.text("/guidance")).isEqualTo("Ask Ana.");
        assertThat(own.at("/guidance_generated").asBoolean()).isFalse();
        assertThat(post(owner).at("/guidance").isMissingNode()).isTrue();
        var copy = owner.post("/posts/" + ref + "/duplicate", Map.of());
        assertThat(copy.text("/guidance")).isEqualTo("Ask Ana.");
        var happened = owner.get("/posts/" + Desk.ready(owner, "Done.") + "/activity?limit=2");
        assertThat(happened.at("/items/0/kind").asString()).isEqualTo("status");
        assertThat(happened.text("/items/0/to")).isEqualTo("ready");
    }
}
