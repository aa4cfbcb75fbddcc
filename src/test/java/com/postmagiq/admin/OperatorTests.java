package com.postmagiq.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class OperatorTests {
    private final Database database;
    private final Api stranger;
    private final Mailbox mailbox;
    private Api operator;

    OperatorTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
        this.operator = stranger;
    }

    @BeforeEach
    void anOperator() {
        operator = Maintenance.operator(database, stranger.signUp("Otto Operator"));
    }

    @Test
    @Tag("tenancy-43")
    void given_the_operators_area__when_anybody_else_looks__then_nothing_is_there() {
        var ada = stranger.signUp("Ada Lovelace");
        var nowhere = ada.get("/api/v1/nowhere");

        for (var path :
                new String[] {
                    "overview", "users", "users/" + ada.userId(), "accounts", "tasks", "nothing"
                }) {
            var hidden = ada.get("/api/v1/admin/" + path);
            assertThat(hidden.status()).as(path).isEqualTo(404);
            assertThat(hidden.bodyWithoutRequestId()).isEqualTo(nowhere.bodyWithoutRequestId());
        }
        assertThat(ada.delete("/api/v1/admin/overview").code()).isEqualTo("not_found");
        assertThat(stranger.get("/api/v1/admin/overview").status()).isEqualTo(401);
        var overview = operator.get("/api/v1/admin/overview");
        assertThat(overview.status()).as(overview.raw().body()).isEqualTo(200);
        assertThat(overview.at("/users").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(overview.at("/operators").asInt()).isPositive();
        assertThat(overview.at("/workspaces").asInt()).isPositive();
    }

    @Test
    void given_reports_of_use__when_five_workspaces_sent_them__then_operators_see_their_sum() {
        for (var i = 0; i < 5; i++) {
            assertThat(report(stranger.signUp("Ada Lovelace"), "setting_changed")).isOne();
        }
        var few = stranger.signUp("Bob Moses");
        for (var i = 0; i < 6; i++) {
            report(few, "error_shown");
        }

        var reported = operator.get("/api/v1/admin/overview").at("/reported");

        assertThat(reported.valueStream().map(each -> each.path("action").asString()))
                .contains("setting_changed");
        assertThat(reported.valueStream())
                .allSatisfy(each -> assertThat(each.path("workspaces").asInt()).isGreaterThan(4));
    }

    private static int report(Api person, String action) {
        var event = Map.of("action", action, "occurred_at", Instant.now().toString());
        return person.post("/telemetry/events", Map.of("events", List.of(event)))
                .at("/accepted")
                .asInt();
    }

    @Test
    @Tag("tenancy-16")
    void given_somebody_at_work__when_an_operator_shuts_them_out__then_they_are_out_at_once() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);

        var changed = change(ada, Map.of("is_active", false));

        assertThat(changed.at("/is_active").asBoolean()).isFalse();
        assertThat(ada.get("/permissions").status()).isEqualTo(401);
        assertThat(
                        stranger.post(
                                        "/api/v1/auth/login",
                                        Map.of("email", ada.email(), "password", Api.PASSWORD))
                                .status())
                .isEqualTo(401);
        assertThat(newest("admin.user_changed").at("/0/changes/is_active/new").asBoolean())
                .isFalse();

        change(ada, Map.of("is_active", true));
        assertThat(ada.signIn().get("/permissions").status()).isEqualTo(200);
    }

    @Test
    void given_people__when_an_operator_searches__then_they_are_found_by_name_address_and_state() {
        var ada = stranger.signUp("Ada 100%_Lovelace");
        change(ada, Map.of("is_active", false));

        assertThat(found("?q=" + ada.email())).containsExactly(ada.userId().toString());
        assertThat(found("?q=100%25_love&status=inactive"))
                .containsExactly(ada.userId().toString());
        assertThat(found("?q=100%25_love&status=active")).isEmpty();
        assertThat(found("?q=nobody-is-called-that")).isEmpty();
        assertThat(found("?limit=1")).hasSize(1);
        assertThat(operator.get("/api/v1/admin/users/" + operator.userId()).at("/sessions").asInt())
                .isEqualTo(1);
    }

    @Test
    void given_two_devices__when_an_operator_signs_somebody_out__then_both_are_out() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = ada.signIn();

        var revoked = operator.post("/api/v1/admin/users/" + ada.userId() + "/revoke-sessions");

        assertThat(revoked.at("/revoked").asInt()).isEqualTo(2);
        assertThat(phone.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(ada.get("/permissions").code()).isEqualTo("auth.session_revoked");
    }

    @Test
    void given_somebody_who_cannot_get_in__when_an_operator_sends_a_link__then_it_is_theirs() {
        var ada = stranger.signUp("Ada Lovelace");
        var path = "/api/v1/admin/users/" + ada.userId() + "/send-reset";

        assertThat(operator.post(path).status()).isEqualTo(204);

        assertThat(mailbox.token(ada.email(), "password_reset")).isNotEmpty();
        assertThat(newest("admin.reset_sent").at("/0/resource_id").asString())
                .isEqualTo(ada.userId().toString());
        change(ada, Map.of("is_active", false));
        assertThat(operator.post(path).code()).isEqualTo("admin.user_inactive");
    }

    @Test
    void given_an_announcement__when_it_holds__then_everybody_reads_it_until_it_is_taken_back() {
        var ada = stranger.signUp("Ada Lovelace");
        var route = "/api/v1/admin/announcements";
        var body =
                Map.of(
                        "title",
                        "Maintenance",
                        "level",
                        "warning",
                        "ends_at",
                        "2999-01-01T00:00:00Z");

        var told = operator.post(route, body);

        assertThat(told.status()).as(told.raw().body()).isEqualTo(201);
        assertThat(announced(ada)).contains(told.text("/id"));
        assertThat(operator.get(route).text("/items/0/id")).isEqualTo(told.text("/id"));
        assertThat(ada.post(route, body).status()).isEqualTo(404);
        assertThat(stranger.get("/api/v1/announcements").status()).isEqualTo(401);
        var over = Map.of("title", "Late", "level", "info", "ends_at", "2020-01-01T00:00:00Z");
        assertThat(operator.post(route, over).code()).isEqualTo("validation_failed");
        assertThat(operator.delete(route + "/" + told.text("/id")).status()).isEqualTo(204);
        assertThat(operator.delete(route + "/" + told.text("/id")).status()).isEqualTo(404);
        assertThat(announced(ada)).doesNotContain(told.text("/id"));
    }

    private static List<String> announced(Api person) {
        return person.get("/api/v1/announcements")
                .at("/items")
                .valueStream()
                .map(each -> each.path("id").asString())
                .toList();
    }

    @Test
    void given_somebody_who_lost_their_factors__when_an_operator_resets_them__then_it_is_noted() {
        var ada = stranger.signUp("Ada Lovelace");
        var path = "/api/v1/admin/users/" + ada.userId() + "/reset-second-factor";

        assertThat(operator.post(path, Map.of("reason", "lost")).status()).isEqualTo(422);
        var reset = operator.post(path, Map.of("reason", "She showed her passport"));

        assertThat(reset.status()).as(reset.raw().body()).isEqualTo(204);
        assertThat(ada.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(newest("auth.second_factor_reset").at("/0/actor/id").asString())
                .isEqualTo(operator.userId().toString());
        assertThat(newest("admin.user_changed").at("/0/changes/second_factor_reset/new").asString())
                .isEqualTo("She showed her passport");
    }

    @Test
    void given_oneself__when_shut_out_by_oneself__then_it_is_refused() {
        var refused =
                operator.patch(
                        "/api/v1/admin/users/" + operator.userId(), Map.of("is_active", false));

        assertThat(refused.code()).isEqualTo("admin.self_deactivation");
    }

    @Test
    void given_a_new_operator__when_the_right_is_taken_again__then_the_area_is_gone_for_them() {
        var ada = stranger.signUp("Ada Lovelace");
        change(ada, Map.of("is_superuser", true));
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(ada.get("/api/v1/admin/overview").status())
                                        .isEqualTo(200));

        change(ada, Map.of("is_superuser", false));

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(ada.get("/api/v1/admin/overview").status())
                                        .isEqualTo(404));
    }

    @Test
    @Tag("tenancy-60")
    void given_a_suspended_account__when_its_members_work__then_403_and_signing_in_still_works() {
        var owner = stranger.signUp("Olga Owner");
        var editor =
                Maintenance.join(
                        database, stranger.signUp("Ed Itor"), owner.workspaceId(), "editor");
        var path =
                "/api/v1/admin/accounts/"
                        + owner.get("/api/v1/auth/me").text("/memberships/0/account_id");

        var suspended = operator.post(path + "/suspend", Map.of("reason", "Unpaid since March"));

        assertThat(suspended.status()).as(suspended.raw().body()).isEqualTo(200);
        assertThat(suspended.text("/status")).isEqualTo("suspended");
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(editor.get("/permissions").code())
                                        .isEqualTo("account.suspended"));
        assertThat(editor.get("/permissions").status()).isEqualTo(403);
        assertThat(editor.get("/permissions").body().has("reason")).isFalse();
        assertThat(owner.get("/workflow-runs").text("/reason")).isEqualTo("Unpaid since March");
        var back = editor.signIn();
        assertThat(back.get("/api/v1/auth/me").status()).isEqualTo(200);
        assertThat(back.post("/api/v1/users/me/export").status()).isEqualTo(202);
        assertThat(newest("account.suspended").at("/0/resource_id").asString())
                .isEqualTo(suspended.text("/id"));

        assertThat(operator.post(path + "/reactivate").text("/status")).isEqualTo("active");
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(editor.get("/permissions").status()).isEqualTo(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"accounts", "workspaces", "tasks", "audit-logs", "impersonations", "emails"})
    void given_a_list_of_operators__when_paged__then_every_page_goes_on_where_the_last_ended(
            String list) {
        stranger.signUp("Ada Lovelace");
        stranger.signUp("Bob Moses");

        var first = operator.get("/api/v1/admin/%s?limit=1".formatted(list));

        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        if (first.body().has("next_cursor")) {
            var second =
                    operator.get(
                            "/api/v1/admin/%s?limit=1&cursor=%s"
                                    .formatted(list, first.text("/next_cursor")));
            assertThat(second.status()).isEqualTo(200);
            assertThat(second.at("/items/0")).isNotEqualTo(first.at("/items/0"));
        } else {
            assertThat(list).isIn("impersonations", "emails");
        }
    }

    @Test
    void
            given_a_workspace__when_an_operator_looks__then_its_facts_are_shown_and_its_inside_is_not() {
        var ada = stranger.signUp("Ada Lovelace");

        var facts = operator.get("/api/v1/admin/workspaces/" + ada.workspaceId());

        assertThat(facts.text("/owner_name")).isEqualTo("Ada Lovelace");
        assertThat(facts.at("/member_count").asInt()).isEqualTo(1);
        assertThat(operator.in(ada.workspaceId()).get("/workflow-runs").code())
                .isEqualTo("workspace.not_found");
        assertThat(operator.get("/api/v1/admin/workspaces/" + ada.userId()).status())
                .isEqualTo(404);
    }

    @Test
    void given_recurring_work__when_an_operator_asks_for_it__then_it_is_done_soon() {
        var path = "/api/v1/admin/tasks/audit-verify/run";

        var asked = operator.post(path);

        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () ->
                                assertThat(
                                                operator.get("/api/v1/admin/tasks?limit=200")
                                                        .at("/items")
                                                        .valueStream())
                                        .anyMatch(
                                                task ->
                                                        task.path("name")
                                                                        .asString()
                                                                        .equals("audit-verify")
                                                                && task.has("last_success")));
        assertThat(operator.post("/api/v1/admin/tasks/cake/run").code()).isEqualTo("not_found");
    }

    private Api.Answer change(Api person, Map<String, Object> change) {
        var answer = operator.patch("/api/v1/admin/users/" + person.userId(), change);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer;
    }

    private JsonNode newest(String action) {
        return operator.get("/api/v1/admin/audit-logs?limit=1&action=" + action).at("/items");
    }

    private List<String> found(String query) {
        return operator.get("/api/v1/admin/users" + query)
                .at("/items")
                .valueStream()
                .map(person -> person.path("id").asString())
                .toList();
    }
}
