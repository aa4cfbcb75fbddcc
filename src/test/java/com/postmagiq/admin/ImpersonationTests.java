package com.postmagiq.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.identity.Impersonations;
import com.postmagiq.kernel.database.Database;
import java.text.ParseException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class ImpersonationTests {
    private static final String PATH = "/api/v1/admin/impersonations";
    private static final String REASON = "She asked why her run is stuck";

    private final Database database;
    private final Impersonations impersonations;
    private final Api stranger;
    private Api operator;

    ImpersonationTests(
            Database database, Impersonations impersonations, @LocalServerPort int port) {
        this.database = database;
        this.impersonations = impersonations;
        this.stranger = Api.at(port);
        this.operator = stranger;
    }

    @BeforeEach
    void anOperator() {
        operator = Maintenance.operator(database, stranger.signUp("Otto Operator"));
    }

    @Test
    @Tag("tenancy-44")
    void given_a_reason__when_an_operator_acts_for_somebody__then_both_names_stand_everywhere()
            throws ParseException {
        var ada = stranger.signUp("Ada Lovelace");

        var started = start(ada);
        var acting = acting(ada, started);

        var id = started.text("/impersonation/id");
        var claims = SignedJWT.parse(started.text("/access_token")).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(ada.userId().toString());
        assertThat(claims.getStringClaim("imp")).isEqualTo(id);
        assertThat(claims.getJSONObjectClaim("act"))
                .containsEntry("sub", operator.userId().toString());
        var seen = acting.get("/permissions");
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.header("X-Impersonation")).contains(id);
        assertThat(acting.get("/api/v1/auth/me").text("/memberships/0/workspace_id"))
                .isEqualTo(ada.workspaceId().toString());
        assertThat(ada.get("/permissions").header("X-Impersonation")).isEmpty();

        var done = acting.put("/settings/workflow-config", Map.of("slug", "offline"));
        assertThat(done.status()).as(done.raw().body()).isEqualTo(200);
        var entry = ada.get("/audit-logs?action=workflow_config.changed").at("/items/0");
        assertThat(entry.at("/actor/name").asString()).isEqualTo("Ada Lovelace");
        assertThat(entry.at("/impersonator/name").asString()).isEqualTo("Otto Operator");

        assertThat(operator.delete(PATH + "/" + id).status()).isEqualTo(204);
        assertThat(acting.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
        var log = operator.get("/api/v1/admin/audit-logs?limit=2&action=admin.*").at("/items");
        assertThat(log.at("/1/action").asString()).isEqualTo("admin.impersonate_start");
        assertThat(log.at("/0/action").asString()).isEqualTo("admin.impersonate_end");
        assertThat(log.at("/0/resource_id").asString()).isEqualTo(ada.userId().toString());
        assertThat(log.at("/0/actor/id").asString()).isEqualTo(operator.userId().toString());
        assertThat(log.at("/0/changes/requests/new").asInt()).isGreaterThanOrEqualTo(3);
        var mails = operator.get("/api/v1/admin/emails?limit=200").at("/items");
        assertThat(mails.valueStream())
                .anyMatch(
                        mail ->
                                mail.path("template").asString().equals("admin_access")
                                        && mail.path("to_email").asString().equals(ada.email()));
        var told = ada.get("/notifications?type=admin_access");
        assertThat(told.at("/unread_count").asInt()).isEqualTo(1);
        assertThat(told.at("/items")).hasSize(1);
        assertThat(told.text("/items/0/title")).contains("Otto Operator");
        assertThat(told.text("/items/0/body")).contains(REASON);
        assertThat(told.text("/items/0/entity_id")).isEqualTo(id);
        assertThat(operator.get("/notifications").at("/items")).isEmpty();
    }

    @Test
    @Tag("tenancy-44")
    void given_no_reason_or_a_second_one__when_an_operator_begins__then_it_is_refused() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        assertThat(operator.post(PATH, Map.of("user_id", ada.userId())).code())
                .isEqualTo("admin.reason_required");
        assertThat(operator.post(PATH, body(ada, "because")).code())
                .isEqualTo("admin.reason_required");
        assertThat(ada.post(PATH, body(bob, REASON)).code()).isEqualTo("not_found");
        start(ada);
        assertThat(operator.post(PATH, body(bob, REASON)).code())
                .isEqualTo("admin.impersonation_active");
        assertThat(operator.post(PATH, Map.of("user_id", UUID.randomUUID(), "reason", REASON)))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(404));
    }

    @Test
    @Tag("tenancy-46")
    void given_an_operator__when_another_wants_to_act_for_them__then_it_is_refused() {
        var other = Maintenance.operator(database, stranger.signUp("Ophelia Operator"));

        assertThat(operator.post(PATH, body(other, REASON)).code())
                .isEqualTo("admin.impersonate_operator");
    }

    @Test
    @Tag("tenancy-80")
    @Tag("tenancy-44")
    void given_an_operator_in_somebodys_name__when_it_is_the_persons_own__then_it_is_forbidden() {
        var ada = stranger.signUp("Ada Lovelace");
        var waiting = Storyteller.offline(ada);
        var asked = waiting.untilQuiet();
        var acting = acting(ada, start(ada));
        var session = ada.get("/api/v1/auth/sessions").text("/items/0/id");
        var run = "/workflow-runs/" + waiting.runId();

        var refused =
                new Api.Answer[] {
                    acting.post("/api/v1/auth/logout-all"),
                    acting.delete("/api/v1/auth/sessions/" + session),
                    acting.post(
                            "/notifications/%s/dismiss"
                                    .formatted(ada.get("/notifications").text("/items/0/id"))),
                    acting.post(
                            run + "/decisions",
                            Map.of(
                                    "decision_id",
                                    asked.at("/open_decision/id").asString(),
                                    "decision",
                                    "approved")),
                    acting.post(run + "/force-complete", Map.of("reason", "no time left"))
                };

        assertThat(refused)
                .allSatisfy(
                        answer -> {
                            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(403);
                            assertThat(answer.code()).isEqualTo("admin.impersonation_forbidden");
                        });
        assertThat(acting.get("/api/v1/admin/overview").code()).isEqualTo("not_found");
        assertThat(acting.post(run + "/pause").status()).isEqualTo(200);
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
        var denied = ada.get("/audit-logs?action=access.denied").at("/items/0");
        assertThat(denied.at("/impersonator/id").asString())
                .isEqualTo(operator.userId().toString());
    }

    @Test
    @Tag("tenancy-45")
    void given_an_hour_that_is_over__then_neither_token_nor_renewal_works_and_the_end_is_noted() {
        var ada = stranger.signUp("Ada Lovelace");
        var started = start(ada);
        var acting = acting(ada, started);
        var id = started.text("/impersonation/id");
        assertThat(started.at("/expires_in").asInt()).isEqualTo(900);
        assertThat(operator.post(PATH + "/" + id + "/token").text("/access_token")).isNotBlank();
        assertThat(ada.post(PATH + "/" + id + "/token").status()).isEqualTo(404);

        // Two hours pass over it.
        Maintenance.update(
                database,
                "update core.impersonations set expires_at = now() - interval '1 hour' where id = ?",
                UUID.fromString(id));
        Maintenance.update(
                database,
                """
                update core.active_sessions set expires_at = now() - interval '1 hour'
                 where user_id = ? and kind = 'impersonation'
                """,
                ada.userId());

        assertThat(operator.post(PATH + "/" + id + "/token").status()).isEqualTo(404);
        assertThat(impersonations.expire()).isPositive();
        assertThat(impersonations.expire()).isZero();
        assertThat(acting.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(of(id, "/ended_by")).isEqualTo("expiry");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
    }

    @Test
    void given_somebody_acted_for__when_they_look__then_they_see_who_and_can_end_it() {
        var ada = stranger.signUp("Ada Lovelace");
        var id = start(ada).text("/impersonation/id");

        var running = ada.get("/api/v1/auth/impersonations").at("/items/0");

        assertThat(running.path("operator_name").asString()).isEqualTo("Otto Operator");
        assertThat(running.path("reason").asString()).isEqualTo(REASON);
        var bob = stranger.signUp("Bob Moses");
        assertThat(bob.delete("/api/v1/auth/impersonations/" + id).status()).isEqualTo(404);
        assertThat(ada.delete("/api/v1/auth/impersonations/" + id).status()).isEqualTo(204);
        assertThat(of(id, "/ended_by")).isEqualTo("target");
        assertThat(ada.get("/api/v1/auth/impersonations").at("/items")).isEmpty();
    }

    @Test
    void given_an_operator_in_somebodys_name__when_they_leave__then_that_counts_as_theirs() {
        var ada = stranger.signUp("Ada Lovelace");
        var started = start(ada);
        var id = started.text("/impersonation/id");

        var left = acting(ada, started).delete("/api/v1/auth/impersonations/" + id);

        assertThat(left.status()).isEqualTo(204);
        assertThat(of(id, "/ended_by")).isEqualTo("operator");
    }

    @Test
    void given_an_operator_who_loses_the_right__then_what_they_do_in_somebodys_name_ends() {
        var ada = stranger.signUp("Ada Lovelace");
        var other = Maintenance.operator(database, stranger.signUp("Ophelia Operator"));
        var started = start(ada);

        other.patch("/api/v1/admin/users/" + operator.userId(), Map.of("is_superuser", false));

        assertThat(acting(ada, started).get("/permissions").code())
                .isEqualTo("auth.session_revoked");
    }

    private Api.Answer start(Api target) {
        var started = operator.post(PATH, body(target, REASON));
        assertThat(started.status()).as(started.raw().body()).isEqualTo(201);
        return started;
    }

    private static Api acting(Api target, Api.Answer started) {
        return target.withToken(started.text("/access_token"));
    }

    private static Map<String, Object> body(Api target, String reason) {
        return Map.of("user_id", target.userId(), "reason", reason);
    }

    private String of(String id, String part) {
        return operator.get(PATH + "?limit=200")
                .at("/items")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow()
                .at(part)
                .asString();
    }
}
