package com.postmagiq.content.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.content.Desk;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class RecurrencesTests {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private static final List<Integer> EVERY_DAY = List.of(1, 2, 3, 4, 5, 6, 7);

    private final CalendarSweep sweep;
    private final Api stranger;

    RecurrencesTests(CalendarSweep sweep, @LocalServerPort int port) {
        this.sweep = sweep;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("content-82")
    void given_a_daily_rule__when_it_is_made_again_on_two_nodes__then_each_day_has_one_post() {
        var ana = stranger.signUp("Ana Author");
        var made = rule(ana, Map.of("max_count", 5, "topic_pattern", "Tip {n} of {date}"));

        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            nodes.execute(sweep::recurring);
            nodes.execute(sweep::recurring);
        }

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(topics(ana))
                .containsExactlyInAnyOrderElementsOf(
                        List.of(1, 2, 3, 4, 5).stream()
                                .map(n -> "Tip %d of %s".formatted(n, today.plusDays(n)))
                                .toList());
        var rule = ana.get("/recurrences/" + made.text("/id"));
        assertThat(rule.text("/status")).isEqualTo("ended");
        assertThat(rule.at("/made_count").asInt()).isEqualTo(5);
        var post = ana.get("/posts/1");
        assertThat(post.text("/scheduled_at")).isEqualTo(today.plusDays(1) + "T09:00:00Z");
    }

    @Test
    @Tag("content-82")
    void given_a_day_that_was_skipped_or_deleted__when_it_is_made_again__then_it_stays_away() {
        var ana = stranger.signUp("Ana Author");
        var id = rule(ana, Map.of("max_count", 4)).text("/id");
        var first = ana.get("/posts/1").text("/id");

        ana.delete("/posts/" + first);
        var skipped =
                ana.post(
                        "/recurrences/" + id + "/skip",
                        Map.of("date", today.plusDays(2).toString()));
        sweep.recurring();

        assertThat(skipped.status()).as(skipped.raw().body()).isEqualTo(200);
        assertThat(topics(ana)).hasSize(2);
        assertThat(
                        ana.post("/recurrences/" + id + "/skip", Map.of("date", today.toString()))
                                .code())
                .isEqualTo("recurrence.not_a_day");
    }

    @Test
    @Tag("content-83")
    void given_a_paused_rule__when_it_goes_on__then_nothing_was_made_meanwhile() {
        var ana = stranger.signUp("Ana Author");
        var id = rule(ana, Map.of("max_count", 40, "lead_days", 3)).text("/id");
        assertThat(topics(ana)).hasSize(3);

        assertThat(ana.post("/recurrences/" + id + "/pause", Map.of()).text("/status"))
                .isEqualTo("paused");
        var longer = new HashMap<>(body(ana));
        longer.putAll(Map.of("max_count", 40, "lead_days", 6, "topic_pattern", "Changed {n}"));
        assertThat(ana.put("/recurrences/" + id, longer).status()).isEqualTo(200);
        sweep.recurring();
        assertThat(topics(ana)).hasSize(3);
        ana.post("/recurrences/" + id + "/resume", Map.of());

        assertThat(topics(ana))
                .hasSize(6)
                .filteredOn(topic -> topic.startsWith("Changed"))
                .hasSize(3);
    }

    @Test
    @Tag("content-82")
    void given_rules_without_an_end_or_a_day__when_asked_for__then_they_are_refused() {
        var ana = stranger.signUp("Ana Author");
        var endless = new HashMap<>(body(ana));

        assertThat(ana.post("/recurrences", endless).code()).isEqualTo("recurrence.end_required");
        assertThat(rule(ana, Map.of("ends_on", today.minusDays(1).toString())).code())
                .isEqualTo("recurrence.never_happens");
        assertThat(rule(ana, Map.of("ends_on", today.plusYears(3).toString())).code())
                .isEqualTo("recurrence.too_many");
        assertThat(rule(ana, Map.of("ends_on", today.plusDays(300).toString())).code())
                .isEqualTo("recurrence.too_many");
        assertThat(rule(ana, Map.of("max_count", 3, "weekdays", List.of())).code())
                .isEqualTo("recurrence.incomplete");
        assertThat(ana.get("/recurrences").at("/items")).isEmpty();
    }

    @Test
    @Tag("content-82")
    void given_a_rule_with_runs__when_it_makes_posts_on_two_nodes__then_each_has_one_run() {
        var ana = stranger.signUp("Ana Author");
        ana.put("/settings/workflow-config", Map.of("slug", "offline"));
        var bare = Desk.post(ana, "topic", "Bare").text("/id");
        var told = Desk.post(ana, "topic", "Told", "story_used", Storyteller.story("fire-company"));
        var wish = Map.<String, Object>of("max_count", 2, "start_workflow", true);

        assertThat(rule(ana, wish).code()).isEqualTo("recurrence.incomplete");
        var without = new HashMap<>(wish);
        without.put("copy_post_id", bare);
        assertThat(rule(ana, without).code()).isEqualTo("recurrence.incomplete");
        var with = new HashMap<>(wish);
        with.put("copy_post_id", told.text("/id"));
        var made = rule(ana, with);
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            nodes.execute(sweep::recurring);
            nodes.execute(sweep::recurring);
        }

        assertThat(made.at("/start_workflow").asBoolean()).as(made.raw().body()).isTrue();
        await().untilAsserted(
                        () -> {
                            assertThat(ana.get("/workflow-runs").at("/items"))
                                    .hasSize(2)
                                    .extracting(run -> run.path("story_label").asString())
                                    .containsExactlyInAnyOrder("Tip 1", "Tip 2");
                        });
        var post = ana.get("/posts/3");
        assertThat(post.text("/story_used")).isEqualTo(told.text("/story_used"));
        assertThat(post.at("/active_run_id").isMissingNode()).isFalse();
    }

    @Test
    void given_a_rule_whose_maker_may_start_nothing__when_it_makes_a_post__then_the_log_says_so() {
        var ana = stranger.signUp("Ana Author");
        ana.put("/settings/workflow-config", Map.of("slug", "offline"));
        var edda = Team.join(ana, "Edda Editor", "editor");
        var told = Desk.post(ana, "topic", "Told", "story_used", Storyteller.story("fire-company"));
        var wish =
                Map.<String, Object>of(
                        "max_count",
                        1,
                        "starts_on",
                        today.plusDays(20).toString(),
                        "start_workflow",
                        true,
                        "copy_post_id",
                        told.text("/id"));
        var id = rule(edda, wish).text("/id");
        ana.patch("/members/" + Team.membershipOf(edda), Map.of("role", "viewer"));

        var sooner = new HashMap<>(body(ana));
        sooner.putAll(wish);
        sooner.put("starts_on", today.plusDays(1).toString());
        assertThat(ana.put("/recurrences/" + id, sooner).status()).isEqualTo(200);

        await().untilAsserted(
                        () ->
                                assertThat(
                                                ana.get("/audit-logs?action=recurrence.run_skipped")
                                                        .text("/items/0/outcome"))
                                        .isEqualTo("failed"));
        assertThat(ana.get("/workflow-runs").at("/items")).isEmpty();
        assertThat(topics(ana)).contains("Tip 1");
    }

    @Test
    void given_a_rule__when_it_is_previewed_and_deleted__then_nothing_is_stored_and_posts_stay() {
        var ana = stranger.signUp("Ana Author");
        var wish = new HashMap<>(body(ana));
        wish.put("max_count", 3);

        assertThat(ana.post("/recurrences/preview", wish).at("")).hasSize(3);
        assertThat(topics(ana)).isEmpty();
        var id = ana.post("/recurrences", wish).text("/id");
        assertThat(ana.get("/recurrences/" + id + "/preview").at("")).isEmpty();
        assertThat(ana.delete("/recurrences/" + id).status()).isEqualTo(204);
        assertThat(ana.get("/recurrences/" + id).code()).isEqualTo("recurrence.not_found");
        assertThat(topics(ana)).hasSize(3);
    }

    @Test
    void given_a_rule_that_takes_slots__when_made__then_each_post_has_the_next_free_one() {
        var ana = stranger.signUp("Ana Author");
        var platform = CalendarTests.platform(ana);
        EVERY_DAY.forEach(day -> CalendarTests.slot(ana, platform, day, "07:30"));
        var wish = new HashMap<>(body(ana));
        wish.remove("local_time");
        wish.put("max_count", 2);

        ana.post("/recurrences", wish);

        assertThat(ana.get("/posts/1").text("/scheduled_at"))
                .isEqualTo(today.plusDays(1) + "T07:30:00Z");
        assertThat(ana.get("/posts/2").text("/scheduled_at"))
                .isEqualTo(today.plusDays(2) + "T07:30:00Z");
    }

    private Api.Answer rule(Api who, Map<String, Object> more) {
        var body = new HashMap<>(body(who));
        body.putAll(more);
        return who.post("/recurrences", body);
    }

    private Map<String, Object> body(Api who) {
        return Map.of(
                "platform_id", CalendarTests.platform(who),
                "topic_pattern", "Tip {n}",
                "freq", "weekly",
                "weekdays", EVERY_DAY,
                "local_time", "09:00",
                "timezone", "UTC",
                "starts_on", today.plusDays(1).toString());
    }

    private static List<String> topics(Api who) {
        return who.get("/posts")
                .at("/items")
                .valueStream()
                .map(post -> post.path("topic").asString())
                .toList();
    }
}
