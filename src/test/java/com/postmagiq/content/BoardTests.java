package com.postmagiq.content;

import static com.postmagiq.content.Desk.move;
import static com.postmagiq.content.Desk.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class BoardTests {
    private final Database database;
    private final Api owner;

    BoardTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    @Tag("content-23")
    void given_many_cards__when_the_board_is_read__then_six_columns_page_without_loss_or_repeat() {
        for (var i = 0; i < 23; i++) {
            post(owner, "topic", "Card " + i);
        }
        Desk.ready(owner, "Done.");

        var board = owner.get("/board?per_column=10");

        assertThat(board.at("/columns").valueStream().map(each -> each.path("key").asString()))
                .containsExactly(
                        "backlog", "drafting", "review", "polishing", "ready", "published");
        assertThat(board.at("/columns/0/total").asInt()).isEqualTo(23);
        assertThat(board.at("/columns/4/total").asInt()).isEqualTo(1);
        assertThat(board.at("/total").asInt()).isEqualTo(24);
        var seen = new ArrayList<Integer>();
        board.at("/columns/0/items").forEach(card -> seen.add(card.path("post_number").asInt()));
        var cursor = board.text("/columns/0/next_cursor");
        while (!cursor.isEmpty()) {
            var more = owner.get("/board/columns/backlog?limit=10&cursor=" + cursor);
            more.at("/items").forEach(card -> seen.add(card.path("post_number").asInt()));
            cursor = more.at("/next_cursor").asString("");
        }
        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        assertThat(owner.get("/board/columns/nowhere").code()).isEqualTo("board.unknown_column");
    }

    @Test
    @Tag("content-24")
    void given_cards__when_one_is_put_between_two__then_it_stays_there() {
        var ids = cards(4);

        var moved = place(ids.get(3), "backlog", ids.get(0), ids.get(1));
        assertThat(moved.status()).as(moved.raw().body()).isEqualTo(200);
        assertThat(order("backlog")).containsExactly(1, 4, 2, 3);
        place(ids.get(1), "backlog", null, ids.get(0));
        assertThat(order("backlog")).containsExactly(2, 1, 4, 3);
        place(ids.get(2), "drafting", null, null);
        assertThat(order("drafting")).containsExactly(3);
        assertThat(place(ids.get(0), "backlog", ids.get(2), null).code())
                .isEqualTo("board.rank_anchor");
        assertThat(place(ids.get(0), "published", null, null).code())
                .isEqualTo("board.use_publications");
    }

    @Test
    @Tag("content-24")
    @SuppressWarnings({"unchecked", "rawtypes"})
    void given_people_who_move_at_once__when_all_want_the_same_gap__then_each_card_has_a_place() {
        var ids = cards(12);
        Callable<Api.Answer>[] deeds =
                ids.subList(2, 12).stream()
                        .<Callable<Api.Answer>>map(
                                id -> () -> place(id, "backlog", ids.get(0), ids.get(1)))
                        .toArray(Callable[]::new);

        assertThat(Team.together(deeds))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));

        var order = order("backlog");
        assertThat(order).hasSize(12).doesNotHaveDuplicates();
        assertThat(order.getFirst()).isEqualTo(1);
        assertThat(order.getLast()).isEqualTo(2);
        assertThat(new HashSet<>(ranks())).hasSize(12);
    }

    @Test
    @Tag("content-27")
    @Timeout(20)
    void given_somebody_who_watches__when_another_moves_a_card__then_they_are_told()
            throws Exception {
        var id = cards(1).getFirst();
        try (var http = HttpClient.newHttpClient();
                var lines = http.send(news(owner), HttpResponse.BodyHandlers.ofLines()).body()) {
            var told = lines.iterator();
            assertThat(told.next()).contains("open");
            move(owner, id, "drafting");

            var line = told.next();
            while (!line.startsWith("data:")) {
                line = told.next();
            }
            assertThat(line).contains(id);
            http.shutdownNow();
        }
    }

    @Test
    @Tag("tenancy-38")
    @Timeout(20)
    void given_a_member_who_watches__when_they_are_removed__then_their_stream_ends_in_two_seconds()
            throws Exception {
        var vera = Team.join(owner, "Vera Viewer", "viewer");
        var member = Team.membershipOf(vera);
        try (var http = HttpClient.newHttpClient();
                var lines = http.send(news(vera), HttpResponse.BodyHandlers.ofLines()).body()) {
            var told = lines.iterator();
            assertThat(told.next()).contains("open");

            assertThat(owner.delete("/members/" + member).status()).isEqualTo(204);

            var removed = Instant.now();
            while (told.hasNext()) {
                told.next();
            }
            assertThat(Duration.between(removed, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(http.send(news(vera), HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(404);
        }
    }

    /** Listening to what changes on the board. */
    private static HttpRequest news(Api person) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "%s/api/v1/w/%s/board/events"
                                        .formatted(person.base(), person.workspaceId())))
                .header("Accept", "text/event-stream")
                .header("Authorization", "Bearer " + person.accessToken())
                .build();
    }

    @Test
    @Tag("content-29")
    void given_a_post__when_it_is_given_around__then_each_real_change_is_one_line() {
        var edda = Team.join(owner, "Edda Editor", "editor");
        var vera = Team.join(owner, "Vera Viewer", "viewer");
        var path = "/posts/" + post(owner).text("/ref");

        var viewer = owner.post(path + "/assign", Map.of("assignee_id", vera.userId()));
        var stranger = owner.post(path + "/assign", Map.of("assignee_id", UUID.randomUUID()));
        for (var i = 0; i < 2; i++) {
            var given =
                    owner.post(
                            path + "/assign",
                            Map.of(
                                    "assignee_id",
                                    edda.userId(),
                                    "reason",
                                    "Yours",
                                    "priority",
                                    "high"));
            assertThat(given.text("/assignee_name")).isEqualTo("Edda Editor");
            assertThat(given.text("/priority")).isEqualTo("high");
        }
        owner.post(path + "/assign", Map.of("assignee_id", owner.userId()));
        owner.post(path + "/assign", Map.of());

        assertThat(viewer.code()).isEqualTo("post.assignee_lacks_scope");
        assertThat(stranger.code()).isEqualTo("post.assignee_not_member");
        assertThat(actions(path)).containsExactly("unassigned", "reassigned", "assigned");
        assertThat(owner.get("/board?group_by=assignee").text("/columns/0/label"))
                .isEqualTo("Unassigned");
    }

    @Test
    @Tag("content-25")
    void given_a_post_in_review__when_it_is_sent_back_without_a_reason__then_one_is_asked_for() {
        var id = cards(1).getFirst();
        Maintenance.update(
                database,
                "update app.posts set status = 'review', review_by = 'request' where id = ?",
                UUID.fromString(id));

        assertThat(place(id, "drafting", null, null).code()).isEqualTo("board.reason_required");
        assertThat(owner.get("/posts/" + id).text("/status")).isEqualTo("review");
    }

    @Test
    @Tag("content-30")
    void given_posts_around_midnight__when_work_is_counted__then_the_workspaces_day_counts() {
        owner.patch("", Map.of("time_zone", "Pacific/Auckland"));
        var today = LocalDate.now(ZoneId.of("Pacific/Auckland"));
        var edda = Team.join(owner, "Edda Editor", "editor");
        Team.join(owner, "Vera Viewer", "viewer");
        owned(edda, today.minusDays(1), 2);
        owned(edda, today, 4);
        owned(edda, today.plusDays(30), 8);
        post(owner, "topic", "Nobody's", "due_date", today.minusDays(3).toString());

        var work = owner.get("/board/workload");

        assertThat(work.text("/as_of")).isEqualTo(today.toString());
        assertThat(work.at("/members")).hasSize(2);
        var hers = work.at("/members/0");
        assertThat(hers.path("user_name").asString()).isEqualTo("Edda Editor");
        assertThat(hers.path("total_posts").asInt()).isEqualTo(3);
        assertThat(hers.path("posts_overdue").asInt()).isEqualTo(1);
        assertThat(hers.path("estimated_hours_remaining").asDouble()).isEqualTo(14);
        assertThat(hers.path("load").asDouble()).isEqualTo(0.3);
        assertThat(work.at("/members/1/total_posts").asInt()).isZero();
        assertThat(work.at("/unassigned_count").asInt()).isEqualTo(1);
        assertThat(work.at("/overdue_count").asInt()).isEqualTo(2);
        assertThat(work.at("/estimated_default").asInt()).isEqualTo(1);
    }

    @Test
    @Tag("content-31")
    @Tag("tenancy-39")
    void given_a_member_with_posts__when_they_are_removed__then_the_open_ones_are_nobodys() {
        var edda = Team.join(owner, "Edda Editor", "editor");
        var open = post(edda, "assignee_id", edda.userId()).text("/ref");
        var archived = post(edda, "assignee_id", edda.userId()).text("/ref");
        move(owner, archived, "archived");

        assertThat(owner.delete("/members/" + Team.membershipOf(edda)).status()).isEqualTo(204);

        assertThat(owner.get("/posts/" + open).at("/assignee_id").isMissingNode()).isTrue();
        var line = owner.get("/posts/" + open + "/assignments").at("/items/0");
        assertThat(line.path("action").asString()).isEqualTo("unassigned");
        assertThat(line.path("reason").asString()).isEqualTo("member removed");
        assertThat(owner.get("/posts/" + archived).text("/assignee_id"))
                .isEqualTo(edda.userId().toString());
    }

    @Test
    void given_own_words_for_columns__when_the_board_is_read__then_it_uses_them() {
        var chosen =
                owner.put(
                        "/board/settings",
                        Map.of(
                                "columns",
                                List.of(
                                        Map.of("key", "backlog", "label", "Ideas", "wip_limit", 1),
                                        Map.of("key", "polishing", "hidden", true))));
        assertThat(chosen.status()).as(chosen.raw().body()).isEqualTo(200);
        var ids = cards(2);

        var board = owner.get("/board");

        assertThat(board.at("/columns")).hasSize(5);
        assertThat(board.text("/columns/0/label")).isEqualTo("Ideas");
        assertThat(place(ids.get(0), "backlog", ids.get(1), null).text("/warnings/0"))
                .isEqualTo("wip_limit");
        assertThat(owner.get("/board?group_by=moon").code()).isEqualTo("validation_failed");
        assertThat(owner.get("/board?group_by=chapter").text("/columns/0/label"))
                .isEqualTo("No chapter");
    }

    private List<String> cards(int count) {
        var ids = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            ids.add(post(owner, "topic", "Card " + i).text("/id"));
        }
        return ids;
    }

    private Api.Answer place(
            String id, String column, @Nullable String after, @Nullable String before) {
        return owner.post(
                "/board/move",
                Desk.body(
                        "post_id",
                        id,
                        "to_column",
                        column,
                        "after_id",
                        after,
                        "before_id",
                        before));
    }

    private List<Integer> order(String column) {
        return owner.get("/board/columns/" + column)
                .at("/items")
                .valueStream()
                .map(card -> card.path("post_number").asInt())
                .toList();
    }

    private List<String> ranks() {
        return Maintenance.call(
                database,
                rows ->
                        rows.sql("select board_rank::text from app.posts where workspace_id = ?")
                                .param(owner.workspaceId())
                                .query(String.class)
                                .list());
    }

    private void owned(Api person, LocalDate due, int hours) {
        post(
                owner,
                "assignee_id",
                person.userId(),
                "due_date",
                due.toString(),
                "estimated_hours",
                hours);
    }

    private List<String> actions(String path) {
        return owner.get(path + "/assignments")
                .at("/items")
                .valueStream()
                .map(line -> line.path("action").asString())
                .toList();
    }
}
