package com.postmagiq.content;

import static com.postmagiq.content.Desk.body;
import static com.postmagiq.content.Desk.made;
import static com.postmagiq.content.Desk.move;
import static com.postmagiq.content.Desk.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class BulkTests {
    private final Database database;
    private final Api owner;

    BulkTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    @Tag("content-39")
    void given_ten_posts_of_which_two_cannot__when_all_are_moved__then_eight_are_and_two_say_why() {
        var ids = posts(8);
        var unwritten = List.of(id(post(owner)), id(post(owner)));
        ids.forEach(id -> Desk.save(owner, id, "Words."));
        ids.addAll(4, unwritten);

        var whole =
                bulk(
                        owner,
                        "ids",
                        ids,
                        "action",
                        "set_status",
                        "params",
                        status("ready"),
                        "atomic",
                        true);
        assertThat(whole.status()).isEqualTo(409);
        assertThat(whole.code()).isEqualTo("bulk.not_all");
        assertThat(failures(whole)).containsExactlyElementsOf(unwritten);
        assertThat(statuses(ids)).doesNotContain("ready");

        var tried =
                bulk(
                        owner,
                        "ids",
                        ids,
                        "action",
                        "set_status",
                        "params",
                        status("ready"),
                        "dry_run",
                        true);
        assertThat(tried.at("/succeeded").asInt()).isEqualTo(8);
        assertThat(tried.at("/undo_token").isMissingNode()).isTrue();
        assertThat(statuses(ids)).doesNotContain("ready");

        var done = made(bulk(owner, "ids", ids, "action", "set_status", "params", status("ready")));
        assertThat(done.at("/requested").asInt()).isEqualTo(10);
        assertThat(done.at("/succeeded").asInt()).isEqualTo(8);
        assertThat(done.at("/failed").asInt()).isEqualTo(2);
        assertThat(failures(done)).containsExactlyElementsOf(unwritten);
        assertThat(done.text("/results/4/code")).isEqualTo("post.illegal_transition");
        assertThat(statuses(ids)).filteredOn("ready"::equals).hasSize(8);
    }

    @Test
    @Tag("content-40")
    void given_a_filter__when_other_posts_match_than_were_seen__then_nothing_is_changed() {
        posts(3);
        post(owner, "topic", "Other", "priority", "urgent");
        var filter = Map.of("priority", "medium", "status", List.of("not_started"));

        var stale = bulk(owner, "filter", filter, "expected_count", 2, "action", "archive");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.code()).isEqualTo("bulk.count_changed");
        assertThat(stale.at("/count").asInt()).isEqualTo(3);
        assertThat(bulk(owner, "filter", filter, "action", "archive").code())
                .isEqualTo("required_field");

        var done = made(bulk(owner, "filter", filter, "expected_count", 3, "action", "archive"));
        assertThat(done.at("/succeeded").asInt()).isEqualTo(3);
        assertThat(owner.get("/posts?status=archived").at("/items")).hasSize(3);
    }

    @Test
    @Tag("content-40")
    void given_a_change__when_it_is_undone__then_all_are_as_before_but_those_changed_since() {
        var ids = posts(4);
        move(owner, ids.get(0), "drafting");
        var ranks = order();
        var done = made(bulk(owner, "ids", ids, "action", "archive"));
        assertThat(statuses(ids)).containsOnly("archived");
        made(owner.patch("/posts/" + ids.get(3), Map.of("topic", "Changed since")));

        var undone = made(undo(owner, done));

        assertThat(undone.at("/succeeded").asInt()).isEqualTo(3);
        assertThat(undone.at("/results"))
                .anySatisfy(
                        result ->
                                assertThat(result.path("code").asString(""))
                                        .isEqualTo("bulk.changed_since"));
        assertThat(statuses(ids))
                .containsExactly("drafting", "not_started", "not_started", "archived");
        assertThat(order()).isSubsetOf(ranks);
        assertThat(owner.get("/posts/" + ids.get(1)).body().has("previous_status")).isFalse();
        assertThat(undo(owner, done).code()).isEqualTo("bulk.nothing_to_undo");
    }

    @Test
    @Tag("content-40")
    void given_a_change__when_ten_minutes_have_passed_or_somebody_else_asks__then_it_stays() {
        var editor = Team.join(owner, "Eve Editor", "editor");
        var ids = posts(1);
        var done = made(bulk(owner, "ids", ids, "action", "archive"));

        assertThat(undo(editor, done).status()).isEqualTo(404);
        Maintenance.update(
                database,
                "update app.bulk_changes set expires_at = now() where id = ?",
                UUID.fromString(done.text("/undo_token")));
        assertThat(undo(owner, done).code()).isEqualTo("bulk.nothing_to_undo");
        assertThat(statuses(ids)).containsExactly("archived");
    }

    @Test
    void given_posts__when_each_action_is_done_and_undone__then_they_are_as_before() {
        var chapter = Desk.chapter(owner);
        var ids = List.of(id(post(owner, "due_date", "2026-05-01", "tags", List.of("one"))));

        assertBothWays(ids, "/priority", "urgent", "set_priority", "priority", "urgent");
        assertBothWays(ids, "/due_date", "2026-05-08", "set_due", "shift_days", 7);
        assertBothWays(ids, "/due_date", "2026-06-01", "set_due", "due_date", "2026-06-01");
        assertBothWays(ids, "/due_date", "", "set_due", "due_date", null);
        assertBothWays(ids, "/tags/1", "two", "add_tags", "tags", List.of("Two", "one"));
        assertBothWays(ids, "/tags/0", "", "remove_tags", "tags", List.of("one"));
        assertBothWays(ids, "/chapter_id", chapter, "move_chapter", "chapter_id", chapter);
        assertBothWays(
                ids, "/assignee_name", "Olga Owner", "assign", "assignee_id", owner.userId());
        assertBothWays(ids, "/status", "needs_story", "set_status", "status", "needs_story");

        var deleted = made(bulk(owner, "ids", ids, "action", "delete"));
        assertThat(deleted.at("/undo_token").isMissingNode()).isTrue();
        assertThat(owner.get("/posts/" + ids.getFirst()).status()).isEqualTo(404);
        made(bulk(owner, "ids", ids, "action", "restore"));
        made(bulk(owner, "ids", ids, "action", "archive"));
        made(bulk(owner, "ids", ids, "action", "unarchive"));
        assertThat(statuses(ids)).containsExactly("not_started");
    }

    @Test
    void given_a_wish_that_makes_no_sense_or_is_not_allowed__then_it_is_refused() {
        var ids = posts(1);
        var bob = owner.stranger().signUp("Bob Moses");
        var editor = Team.join(owner, "Eve Editor", "editor");

        assertThat(bulk(owner, "ids", ids, "action", "set_status").code())
                .isEqualTo("required_field");
        assertThat(bulk(owner, "ids", ids, "action", "explode").status()).isEqualTo(422);
        assertThat(bulk(owner, "action", "archive").code()).isEqualTo("validation_failed");
        assertThat(bulk(bob, "ids", ids, "action", "archive").text("/results/0/code"))
                .isEqualTo("post.not_found");
        assertThat(bulk(editor, "ids", ids, "action", "delete").code()).isEqualTo("scope_missing");
        assertThat(bulk(editor, "ids", ids, "action", "assign").code()).isEqualTo("scope_missing");
        Maintenance.update(
                database,
                """
                insert into app.posts (workspace_id, id, post_number, status, revision, created_at, updated_at)
                select ?, uuidv7(), 1000 + n, 'not_started', 1, now(), now() from generate_series(1, 501) n
                """,
                owner.workspaceId());
        assertThat(
                        bulk(owner, "filter", Map.of(), "expected_count", 502, "action", "archive")
                                .code())
                .isEqualTo("bulk.too_many");
    }

    private void assertBothWays(
            List<String> ids,
            String part,
            String after,
            String action,
            String name,
            @Nullable Object value) {
        var path = "/posts/" + ids.getFirst();
        var before = owner.get(path).at(part).asString("");
        var done = made(bulk(owner, "ids", ids, "action", action, "params", body(name, value)));
        assertThat(done.at("/succeeded").asInt()).as(done.raw().body()).isEqualTo(1);
        assertThat(owner.get(path).at(part).asString("")).as(action).isEqualTo(after);
        assertThat(made(undo(owner, done)).at("/succeeded").asInt()).as(action).isEqualTo(1);
        assertThat(owner.get(path).at(part).asString("")).as("undone " + action).isEqualTo(before);
    }

    private static Map<String, Object> status(String status) {
        return Map.of("status", status);
    }

    private static Api.Answer bulk(Api person, Object... parts) {
        return person.post("/posts/bulk", body(parts));
    }

    private static Api.Answer undo(Api person, Api.Answer done) {
        return person.post("/posts/bulk/undo", Map.of("undo_token", done.text("/undo_token")));
    }

    private static List<String> failures(Api.Answer answer) {
        return answer.at("/results")
                .valueStream()
                .filter(result -> !result.path("ok").asBoolean())
                .map(result -> result.path("id").asString())
                .toList();
    }

    private List<String> posts(int many) {
        var ids = new ArrayList<String>();
        for (var i = 0; i < many; i++) {
            ids.add(id(post(owner, "topic", "Post " + i)));
        }
        return ids;
    }

    private static String id(Api.Answer post) {
        return post.text("/id");
    }

    private List<String> statuses(List<String> ids) {
        return ids.stream().map(id -> owner.get("/posts/" + id).text("/status")).toList();
    }

    private List<JsonNode> order() {
        return owner.get("/board/columns/backlog")
                .at("/items")
                .valueStream()
                .map(card -> card.path("id"))
                .toList();
    }
}
