package com.postmagiq.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Events that people and workspaces allow, and no others. */
@PostmagiqTest
class TelemetryTests {
    private static final String PRIVACY = "/api/v1/users/me/privacy";

    private final Database database;
    private final Retention retention;
    private final Api stranger;

    TelemetryTests(Database database, Retention retention, @LocalServerPort int port) {
        this.database = database;
        this.retention = retention;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-51")
    void given_no_consent_or_a_browser_that_refuses__when_reported__then_no_row_is_stored() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(reported(ada.with("Sec-GPC", "1"), "page_viewed")).isEqualTo("no_consent");
        assertThat(reported(ada.with("DNT", "1"), "page_viewed")).isEqualTo("no_consent");
        ada.put(PRIVACY, Map.of("consents", Map.of("analytics", false)));

        assertThat(reported(ada, "page_viewed")).isEqualTo("no_consent");

        assertThat(rows(ada)).isZero();
        assertThat(reported(ada, "error_shown")).isEmpty();
        assertThat(rows(ada)).isEqualTo(1);
    }

    @Test
    @Tag("tenancy-51")
    void given_a_workspace_that_counts_nothing__when_reported__then_only_errors_are_kept() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.put(PRIVACY, Map.of("consents", Map.of("feedback_collection", true)));
        var switched = ada.patch("", Map.of("telemetry_enabled", false));
        assertThat(switched.status()).as(switched.raw().body()).isEqualTo(200);

        for (var action :
                List.of("page_viewed", "setting_changed", "run_started", "feedback_given")) {
            assertThat(reported(ada, action)).isEqualTo("workspace_disabled");
        }
        assertThat(reported(ada, "error_shown")).isEmpty();
        assertThat(rows(ada)).isEqualTo(1);
    }

    @Test
    @Tag("tenancy-52")
    void given_feedback__when_it_was_not_agreed_to__then_its_text_is_stored_nowhere() {
        var ada = stranger.signUp("Ada Lovelace");
        var said = event("feedback_given", Map.of("text", "The board is slow", "rating", 2));

        assertThat(send(ada, said).text("/dropped/0/reason")).isEqualTo("no_consent");
        assertThat(rows(ada)).isZero();
        ada.put(PRIVACY, Map.of("consents", Map.of("feedback_collection", true)));
        assertThat(send(ada, said).at("/accepted").asInt()).isEqualTo(1);
        assertThat(payload(ada)).contains("The board is slow");
    }

    @Test
    void given_texts_and_unknown_parts__when_reported__then_only_short_words_of_known_parts_stay() {
        var ada = stranger.signUp("Ada Lovelace");

        send(
                ada,
                event(
                        "page_viewed",
                        Map.of("page", "/runs", "text", "typed by hand", "user_email", "a@b.c")));
        assertThat(payload(ada)).isEqualTo("{\"page\": \"/runs\"}");
        assertThat(reported(ada, "made_up")).isEqualTo("unknown_action");
        var old = new LinkedHashMap<>(event("page_viewed", Map.of()));
        old.put("occurred_at", Instant.now().minus(Duration.ofDays(8)).toString());
        assertThat(send(ada, old).text("/dropped/0/reason")).isEqualTo("too_old");
        var large = event("page_viewed", Map.of("page", "x".repeat(5000)));
        assertThat(send(ada, large).text("/dropped/0/reason")).isEqualTo("too_large");
        var much =
                IntStream.range(0, 20)
                        .mapToObj(i -> event("page_viewed", Map.of("page", "x".repeat(4000))))
                        .toList();
        assertThat(ada.post("/telemetry/events", Map.of("events", much)).code())
                .isEqualTo("payload_too_large");
    }

    @Test
    @Tag("tenancy-53")
    void given_old_events__when_the_task_runs__then_names_leave_and_errors_are_gone() {
        var ada = stranger.signUp("Ada Lovelace");
        var kept = insert(ada, "navigation", 364);
        var old = insert(ada, "navigation", 366);
        var feedback = insert(ada, "feedback", 366);
        var error = insert(ada, "operational", 31);

        retention.run();

        assertThat(userOf(kept)).isEqualTo(ada.userId().toString());
        assertThat(userOf(old)).isEqualTo("nobody {\"page\": \"/runs\"}");
        assertThat(userOf(feedback)).isEqualTo(ada.userId().toString());
        assertThat(userOf(error)).isEqualTo("gone");
    }

    @Test
    @Tag("tenancy-53")
    void given_a_shorter_period_or_a_withdrawn_consent__when_the_task_runs__then_names_leave() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.put(PRIVACY, Map.of("data_retention_days", 30));
        var bob = stranger.signUp("Bob Moses");
        var old = insert(ada, "config", 31);
        var young = insert(bob, "config", 1);
        bob.put(PRIVACY, Map.of("consents", Map.of("analytics", false)));

        retention.run();

        assertThat(userOf(old)).startsWith("nobody");
        assertThat(userOf(young)).startsWith("nobody");
    }

    @Test
    void
            given_events_of_a_workspace__when_insights_are_asked_for__then_they_count_and_name_nobody() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.put(PRIVACY, Map.of("consents", Map.of("feedback_collection", true)));
        var run = UUID.randomUUID().toString();
        for (var decision : List.of("rejected", "approved")) {
            var decided =
                    new LinkedHashMap<>(
                            event(
                                    "decision_made",
                                    Map.of("decision", decision, "waited_seconds", 30)));
            decided.put("entity_id", run);
            send(ada, decided);
        }
        send(ada, event("setting_changed", Map.of("setting", "time_zone")));
        send(ada, event("run_aborted", Map.of("waited_seconds", 90)));
        for (var i = 0; i < 5; i++) {
            send(ada, event("feedback_given", Map.of("text", "Too slow!" + " ".repeat(i))));
        }
        send(ada, event("feedback_given", Map.of("text", "Only I say this")));

        var insights = ada.get("/telemetry/insights");

        assertThat(insights.status()).as(insights.raw().body()).isEqualTo(200);
        assertThat(insights.text("/top_settings/0/name")).isEqualTo("time_zone");
        assertThat(insights.at("/refinement_rounds/median").asDouble()).isEqualTo(1);
        assertThat(insights.at("/approval_rate").asDouble()).isEqualTo(0.5);
        assertThat(insights.at("/feedback_themes")).hasSize(1);
        assertThat(insights.text("/feedback_themes/0/name")).isEqualTo("too slow");
        assertThat(insights.at("/cancellations_by_wait")).hasSize(2);
        var viewer = Team.join(ada, "Vic Viewer", "viewer");
        assertThat(viewer.get("/telemetry/insights").code()).isEqualTo("scope_missing");
    }

    private static Map<String, Object> event(String action, Map<String, Object> payload) {
        return Map.of(
                "action", action, "occurred_at", Instant.now().toString(), "payload", payload);
    }

    private static Api.Answer send(Api person, Map<String, Object> event) {
        var answer = person.post("/telemetry/events", Map.of("events", List.of(event)));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(202);
        return answer;
    }

    /** Why it was dropped; empty when it was kept. */
    private static String reported(Api person, String action) {
        return send(person, event(action, Map.of())).at("/dropped/0/reason").asString("");
    }

    private int rows(Api person) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql("select count(*) from app.telemetry_events where workspace_id = ?")
                                .param(person.workspaceId())
                                .query(Integer.class)
                                .single());
    }

    private String payload(Api person) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select payload::text from app.telemetry_events where workspace_id = ?")
                                .param(person.workspaceId())
                                .query(String.class)
                                .single());
    }

    private UUID insert(Api person, String category, int daysAgo) {
        var id = Ids.next();
        Maintenance.update(
                database,
                """
                insert into app.telemetry_events (workspace_id, id, occurred_at, received_at, user_id, session_hash,
                    event_category, event_action, payload, app_version)
                values (?, ?, now() - make_interval(days => ?), now(), ?, sha256('x'), ?, 'page_viewed',
                    '{"page": "/runs", "user_email": "a@b.c"}', 'test')
                """,
                person.workspaceId(),
                id,
                daysAgo,
                person.userId(),
                category);
        return id;
    }

    private String userOf(UUID id) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select case when user_id is null and is_anonymized then 'nobody ' || payload::text
                                                    else user_id::text end
                                          from app.telemetry_events where id = ?
                                        """)
                                .param(id)
                                .query(String.class)
                                .optional()
                                .orElse("gone"));
    }
}
