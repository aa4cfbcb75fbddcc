package com.postmagiq.content.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.content.Desk;
import com.postmagiq.kernel.database.Database;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class CalendarTests {
    private final LocalDate nextMonday =
            LocalDate.now(ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));

    private final CalendarSweep sweep;
    private final Database database;
    private final Api stranger;

    CalendarTests(CalendarSweep sweep, Database database, @LocalServerPort int port) {
        this.sweep = sweep;
        this.database = database;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("content-32")
    void given_days_on_which_clocks_change__when_times_are_said__then_they_are_kept_on_the_wall() {
        var ana = stranger.signUp("Ana Author");
        var post = post(ana, "Clocks");
        var year = LocalDate.now(ZoneOffset.UTC).getYear() + 1;
        var spring = LocalDate.of(year, Month.MARCH, 31);
        var autumn = LocalDate.of(year, Month.OCTOBER, 31);
        var sunday = TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY);

        var missing = plan(ana, post, spring.with(sunday) + "T02:30", "Europe/Berlin");
        var doubled = plan(ana, post, autumn.with(sunday) + "T02:30", "Europe/Berlin");

        assertThat(missing.text("/scheduled_at")).isEqualTo(spring.with(sunday) + "T01:30:00Z");
        assertThat(doubled.text("/scheduled_at")).isEqualTo(autumn.with(sunday) + "T00:30:00Z");
        assertThat(doubled.text("/scheduled_tz")).isEqualTo("Europe/Berlin");
        assertThat(warnings(doubled)).contains("weekend", "not_ready");
    }

    @Test
    void given_a_post_whose_time_has_come__when_time_is_looked_at__then_somebody_is_reminded() {
        var ana = stranger.signUp("Ana Author");
        var ready = Desk.ready(ana, "It is time.");
        var later = Desk.ready(ana, "It is not.");
        plan(ana, ready, LocalDateTime.now(ZoneOffset.UTC).minusSeconds(20).toString(), "UTC");
        plan(ana, later, nextMonday + "T09:00", "UTC");

        sweep.timesThatHaveCome();
        sweep.timesThatHaveCome();

        var due = ana.get("/finished-posts?due=true").at("/items");
        assertThat(due).extracting(post -> post.path("post_id").asString()).containsExactly(ready);
        assertThat(ana.get("/posts/" + ready).at("/publish_due").asBoolean()).isTrue();
        assertThat(ana.get("/posts/" + ready).text("/status")).isEqualTo("ready");
        ana.post("/finished-posts/" + ready + "/publish", Map.of("platform", "linkedin"));
        sweep.timesThatHaveCome();
        assertThat(ana.get("/finished-posts?due=true").at("/items")).isEmpty();
        ana.delete("/finished-posts/" + ready + "/publish/linkedin");
        sweep.timesThatHaveCome();
        assertThat(ana.get("/finished-posts?due=true").at("/items")).hasSize(1);
        plan(ana, ready, nextMonday + "T15:00", "UTC");
        assertThat(ana.get("/finished-posts?due=true").at("/items")).isEmpty();
    }

    @Test
    void
            given_more_posts_than_one_transaction_takes__when_time_is_looked_at__then_all_are_flagged() {
        var ana = stranger.signUp("Ana Author");
        var first = Desk.ready(ana, "It is time.");
        plan(ana, first, LocalDateTime.now(ZoneOffset.UTC).minusSeconds(20).toString(), "UTC");
        var copies = 2 * PublishDue.BATCH;
        Maintenance.update(
                database,
                """
                insert into app.posts
                select (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'post_number', 1000 + n))).*
                  from app.posts p, generate_series(1, ?) n where p.workspace_id = ?
                """,
                copies,
                ana.workspaceId());

        sweep.timesThatHaveCome();

        var flagged =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                "select count(*) from app.posts where workspace_id = ? and publish_due")
                                        .param(ana.workspaceId())
                                        .query(Integer.class)
                                        .single());
        assertThat(flagged).isEqualTo(copies + 1);
    }

    @Test
    @Tag("content-33")
    void
            given_two_posts_of_a_stream_half_an_hour_apart__when_planned__then_it_is_done_with_a_warning() {
        var ana = stranger.signUp("Ana Author");
        plan(ana, post(ana, "First"), nextMonday + "T09:00", "UTC");

        var second = plan(ana, post(ana, "Second"), nextMonday + "T09:30", "UTC");
        var far = plan(ana, post(ana, "Third"), nextMonday + "T11:00", "UTC");

        assertThat(second.status()).isEqualTo(200);
        assertThat(warnings(second)).contains("slot_conflict");
        assertThat(warnings(far)).doesNotContain("slot_conflict");
    }

    @Test
    void given_wrong_times__when_planned__then_each_is_refused_and_nothing_changes() {
        var ana = stranger.signUp("Ana Author");
        var post = post(ana, "Late");

        assertThat(plan(ana, post, "2020-01-01T09:00", "UTC").code())
                .isEqualTo("post.schedule_in_past");
        assertThat(plan(ana, post, "tomorrow", "UTC").code()).isEqualTo("calendar.unreadable_time");
        assertThat(plan(ana, post, nextMonday + "T09:00", "Middle/Earth").code())
                .isEqualTo("calendar.unknown_zone");
        assertThat(ana.put("/posts/" + post + "/schedule", Map.of("next_slot", true)).code())
                .isEqualTo("calendar.platform_required");
        assertThat(
                        ana.get(
                                        "/calendar?from=%s&to=%s"
                                                .formatted(nextMonday, nextMonday.plusDays(186)))
                                .code())
                .isEqualTo("calendar.range");
        assertThat(ana.get("/posts/" + post).at("/scheduled_at").isMissingNode()).isTrue();
    }

    @Test
    @Tag("content-81")
    void given_two_people__when_they_ask_for_the_next_slot_at_once__then_they_get_different_ones() {
        var ana = stranger.signUp("Ana Author");
        var ben = Team.join(ana, "Ben Second", "editor");
        var platform = platform(ana);
        for (var day = 1; day <= 5; day++) {
            slot(ana, platform, day, "09:00");
        }
        for (var round = 0; round < 50; round++) {
            var first = post(ana, "One " + round);
            var second = post(ana, "Two " + round);
            var given =
                    Team.together(
                            () -> nextSlot(ana, first, platform),
                            () -> nextSlot(ben, second, platform));
            assertThat(given)
                    .extracting(answer -> answer.text("/scheduled_at"))
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
        }
    }

    @Test
    @Tag("content-81")
    void given_no_slot__when_the_next_is_asked_for__then_it_is_not_found() {
        var ana = stranger.signUp("Ana Author");
        var platform = platform(ana);

        assertThat(nextSlot(ana, post(ana, "Nowhere"), platform).code())
                .isEqualTo("calendar.no_free_slot");
        assertThat(ana.get("/calendar/next-slot?platform_id=" + platform).status()).isEqualTo(404);
    }

    @Test
    void given_slots__when_changed__then_double_and_foreign_ones_are_refused() {
        var ana = stranger.signUp("Ana Author");
        var bob = stranger.signUp("Bob Foreign");
        var platform = platform(ana);
        var slot = slot(ana, platform, 1, "09:00").text("/id");

        assertThat(slot(ana, platform, 1, "09:00").code()).isEqualTo("calendar.slot_exists");
        assertThat(slot(bob, platform, 1, "09:00").code()).isEqualTo("platform.not_found");
        assertThat(bob.delete("/calendar/slots/" + slot).code())
                .isEqualTo("calendar.slot_not_found");
        var moved = ana.patch("/calendar/slots/" + slot, Map.of("local_time", "10:15"));
        assertThat(moved.text("/local_time")).startsWith("10:15");
        assertThat(ana.delete("/calendar/slots/" + slot).status()).isEqualTo(204);
        assertThat(ana.get("/calendar/slots").at("/items")).isEmpty();
    }

    @Test
    void
            given_planned_posts_and_slots__when_the_calendar_is_read__then_days_gaps_and_rests_are_there() {
        var ana = stranger.signUp("Ana Author");
        var platform = platform(ana);
        slot(ana, platform, 1, "09:00");
        slot(ana, platform, 3, "09:00");
        var goal = goal(ana, platform, 2);
        var post = post(ana, "Planned", goal);
        plan(ana, post, nextMonday + "T09:10", "UTC");

        var view =
                ana.get(
                        "/calendar?tz=UTC&from=%s&to=%s"
                                .formatted(nextMonday, nextMonday.plusDays(6)));

        assertThat(view.at("/days")).hasSize(7);
        assertThat(view.text("/days/0/items/0/kind")).isEqualTo("scheduled");
        assertThat(view.text("/days/0/items/0/post/topic")).isEqualTo("Planned");
        assertThat(view.text("/days/0/slots/0/filled_by")).isEqualTo(post);
        assertThat(view.at("/days/2/slots/0/filled_by").isMissingNode()).isTrue();
        assertThat(view.text("/gaps/0/week")).isEqualTo(nextMonday.toString());
        assertThat(view.at("/gaps/0/planned").asInt()).isEqualTo(1);
        assertThat(view.at("/gaps/0/target").asInt()).isEqualTo(2);
    }

    @Test
    @Tag("content-34")
    void
            given_a_strategy_with_slots__when_it_is_planned_ahead__then_a_rehearsal_changes_nothing_and_plans_stay() {
        var ana = stranger.signUp("Ana Author");
        var platform = platform(ana);
        for (var day = 1; day <= 5; day++) {
            slot(ana, platform, day, "09:00");
        }
        var goal = goal(ana, platform, 2);
        var kept = post(ana, "Kept", goal);
        plan(ana, kept, nextMonday + "T15:00", "UTC");
        var posts = List.of(post(ana, "A", goal), post(ana, "B", goal), post(ana, "C", goal));

        var rehearsed = autoplan(ana, goal, true);
        assertThat(ana.get("/posts/" + posts.getFirst()).at("/scheduled_at").isMissingNode())
                .isTrue();
        var again = autoplan(ana, goal, true);
        var done = autoplan(ana, goal, false);

        assertThat(again.at("/assignments")).isEqualTo(rehearsed.at("/assignments"));
        assertThat(done.at("/assignments")).isEqualTo(rehearsed.at("/assignments"));
        assertThat(times(done))
                .containsExactly(
                        nextMonday + "T09:00:00Z",
                        nextMonday.plusDays(7) + "T09:00:00Z",
                        nextMonday.plusDays(8) + "T09:00:00Z");
        assertThat(ana.get("/posts/" + kept).text("/scheduled_at"))
                .isEqualTo(nextMonday + "T15:00:00Z");
        assertThat(autoplan(ana, goal, false).at("/assignments")).isEmpty();
    }

    private Api.Answer autoplan(Api who, String goal, boolean dryRun) {
        return who.post(
                "/calendar/autoplan",
                Map.of(
                        "goal_id",
                        goal,
                        "from",
                        nextMonday.toString(),
                        "weeks",
                        4,
                        "dry_run",
                        dryRun));
    }

    private static List<String> times(Api.Answer planned) {
        return planned.at("/assignments")
                .valueStream()
                .map(each -> each.path("at").asString())
                .toList();
    }

    static String post(Api who, String topic) {
        return post(who, topic, null);
    }

    static String post(Api who, String topic, @Nullable String goal) {
        var body = new HashMap<String, Object>(Map.of("topic", topic));
        if (goal != null) {
            body.put("goal_id", goal);
        }
        var made = who.post("/posts", body);
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.text("/id");
    }

    static String platform(Api who) {
        return who.get("/platforms").text("/items/0/id");
    }

    static String goal(Api who, String platform, int perWeek) {
        var made =
                who.post(
                        "/goals",
                        Map.of(
                                "name",
                                "Daily",
                                "strategy_type",
                                "daily",
                                "platform_id",
                                platform,
                                "posts_per_week",
                                perWeek));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.text("/id");
    }

    static Api.Answer slot(Api who, String platform, int day, String time) {
        return who.post(
                "/calendar/slots",
                Map.of(
                        "platform_id", platform,
                        "day_of_week", day,
                        "local_time", time,
                        "timezone", "UTC"));
    }

    private static Api.Answer nextSlot(Api who, String post, String platform) {
        return who.put(
                "/posts/" + post + "/schedule", Map.of("next_slot", true, "platform_id", platform));
    }

    static Api.Answer plan(Api who, String post, String at, String zone) {
        return who.put(
                "/posts/" + post + "/schedule",
                Map.of("scheduled_at", at, "tz", zone, "platform_id", platform(who)));
    }

    private static List<String> warnings(Api.Answer answer) {
        return answer.at("/warnings").valueStream().map(JsonNode::asString).toList();
    }
}
