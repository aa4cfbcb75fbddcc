package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@PostmagiqTest
@Import(ReauthenticationTests.Danger.class)
class ReauthenticationTests {
    private static final String DANGER = "/api/v1/danger";
    private static final String PROVE = "/api/v1/auth/reauthenticate";

    /** A dangerous route that takes the password in its body. */
    @RestController
    static class Danger {
        record Confirmation(@Nullable String password) implements PasswordProof {}

        @DeleteMapping(DANGER)
        @ResponseStatus(HttpStatus.NO_CONTENT)
        @FreshProof
        void destroy(@RequestBody(required = false) @Nullable Confirmation body) {}
    }

    private final Database database;
    private final JdbcClient jdbc;
    private final Api stranger;

    ReauthenticationTests(Database database, JdbcClient jdbc, @LocalServerPort int port) {
        this.database = database;
        this.jdbc = jdbc;
        this.stranger = Api.at(port);
    }

    @BeforeEach
    void forgetFailures() {
        jdbc.sql("delete from core.sign_in_throttles").update();
    }

    @Test
    @Tag("tenancy-70")
    void given_eleven_minutes_after_sign_in__when_something_is_dangerous__then_a_proof_is_asked() {
        var ada = elevenMinutesLater(stranger.signUp("Ada Lovelace"));

        var refused = ada.post("/api/v1/auth/second-factors/totp");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("auth.reauthentication_required");
        assertThat(refused.at("/methods").toString()).isEqualTo("[\"password\"]");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
        assertThat(ada.post(PROVE, Map.of("password", Api.PASSWORD)).status()).isEqualTo(204);
        assertThat(ada.post("/api/v1/auth/second-factors/totp").status()).isEqualTo(201);
    }

    @Test
    @Tag("tenancy-70")
    void
            given_eleven_minutes_after_sign_in__when_the_owner_does_what_is_dangerous__then_nothing_happens() {
        var ada = elevenMinutesLater(stranger.signUp("Ada Lovelace"));
        var dangers =
                List.of(
                        ada.post(
                                "/api-keys",
                                Map.of("name", "Job", "scopes", List.of("content:read"))),
                        ada.post(
                                "/transfer-ownership",
                                Map.of("membership_id", UUID.randomUUID().toString())),
                        ada.send("DELETE", "", Map.of("confirm", ada.get("").text("/name"))),
                        ada.post("/api/v1/users/me/export", Map.of()),
                        ada.post("/api/v1/auth/change-email", Map.of("new_email", Api.newEmail())));

        assertThat(dangers)
                .extracting(Api.Answer::code)
                .containsOnly("auth.reauthentication_required");
        assertThat(ada.get("/api-keys").at("/items")).isEmpty();
    }

    @Test
    @Tag("tenancy-70")
    void given_an_old_proof__when_the_body_has_the_password__then_that_is_one() {
        var ada = elevenMinutesLater(stranger.signUp("Ada Lovelace"));

        assertThat(ada.delete(DANGER).code()).isEqualTo("auth.reauthentication_required");
        assertThat(destroy(ada, "{}").code()).isEqualTo("auth.reauthentication_required");
        assertThat(destroy(ada, "{\"password\":\"another wooden table\"}").code())
                .isEqualTo("auth.invalid_credentials");
        assertThat(destroy(ada, "{\"password\":\"%s\"}".formatted(Api.PASSWORD)).status())
                .isEqualTo(204);
        assertThat(ada.delete(DANGER).status()).isEqualTo(204);
    }

    @Test
    @Tag("tenancy-70")
    void given_an_old_proof__when_handing_on_deleting_copying_or_moving__then_each_asks_for_one() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "admin");
        var bob = stranger.signUp("Bob Moses");
        var account = ada.get("/api/v1/accounts").text("/items/0/id");

        asksForAProof(ada, "POST", "/api/v1/users/me/export", Map.of(), 202);
        asksForAProof(
                ada, "POST", "/api/v1/auth/change-email", Map.of("new_email", Api.newEmail()), 202);
        asksForAProof(
                ada,
                "POST",
                "/transfer-ownership",
                Map.of("membership_id", Team.membershipOf(mia)),
                200);
        asksForAProof(
                ada,
                "POST",
                "/api/v1/accounts/" + account + "/transfer",
                Map.of("new_owner_id", mia.userId()),
                200);
        asksForAProof(bob, "DELETE", "", Map.of("confirm", "Bob Moses's workspace"), 202);
        asksForAProof(bob, "DELETE", "/api/v1/users/me", Map.of("confirm", "DELETE"), 202);
    }

    /** In sessions of their own: a proof once given is good for all that follows. */
    private void asksForAProof(
            Api person, String method, String path, Map<String, ?> body, int status) {
        var refused = elevenMinutesLater(person.signIn()).send(method, path, body);
        assertThat(refused.code()).as(path).isEqualTo("auth.reauthentication_required");

        var proved = elevenMinutesLater(person.signIn());
        var more = new LinkedHashMap<String, Object>(body);
        if (body.isEmpty()) {
            assertThat(proved.post(PROVE, Map.of("password", Api.PASSWORD)).status())
                    .isEqualTo(204);
        } else {
            more.put("password", Api.PASSWORD);
        }
        var done = proved.send(method, path, body.isEmpty() ? null : more);
        assertThat(done.status()).as(done.raw().body()).isEqualTo(status);
    }

    @Test
    void
            given_a_fresh_proof__when_a_wrong_password_stands_in_the_body__then_it_is_not_passed_over() {
        var ada = stranger.signUp("Ada Lovelace");

        assertThat(destroy(ada, "{\"password\":\"another wooden table\"}").code())
                .isEqualTo("auth.invalid_credentials");
        assertThat(destroy(ada, "{}").status()).isEqualTo(204);
    }

    @Test
    void given_an_old_proof__when_the_body_is_no_json_or_empty__then_nothing_slips_past() {
        var ada = elevenMinutesLater(stranger.signUp("Ada Lovelace"));

        assertThat(ada.with("Content-Type", "text/plain").delete(DANGER).code())
                .isEqualTo("auth.reauthentication_required");
        assertThat(ada.with("Content-Type", "application/json").delete(DANGER).code())
                .isEqualTo("auth.reauthentication_required");
    }

    @Test
    @Tag("tenancy-70")
    void given_a_second_factor__when_the_password_comes_alone__then_the_code_is_asked_for() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);

        var alone = ada.post(PROVE, Map.of("password", Api.PASSWORD));

        assertThat(alone.status()).isEqualTo(401);
        assertThat(alone.code()).isEqualTo("auth.second_factor_required");
        assertThat(alone.at("/methods").toString()).contains("totp");
        assertThat(prove(ada, Api.PASSWORD, "000000").code())
                .isEqualTo("auth.second_factor_invalid");
        assertThat(prove(ada, "another wooden table", phone.code(1)).code())
                .isEqualTo("auth.invalid_credentials");
        assertThat(prove(ada, Api.PASSWORD, phone.code(1)).status()).isEqualTo(204);
    }

    @Test
    @Tag("tenancy-70")
    void given_a_second_factor__when_a_body_has_the_password__then_it_needs_a_fresh_proof_beside() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        var later = elevenMinutesLater(signedIn(ada, phone));
        var body = "{\"password\":\"%s\"}".formatted(Api.PASSWORD);

        assertThat(destroy(later, body).code()).isEqualTo("auth.reauthentication_required");
        assertThat(prove(later, Api.PASSWORD, phone.recoveryCodes().getFirst()).status())
                .isEqualTo(204);
        assertThat(destroy(later, body).status()).isEqualTo(204);
    }

    @Test
    void given_wrong_passwords__when_proving__then_they_count_as_failed_sign_ins() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 5; i++) {
            assertThat(ada.post(PROVE, Map.of("password", "another wooden table")).status())
                    .isEqualTo(401);
        }

        assertThat(ada.post(PROVE, Map.of("password", Api.PASSWORD)).code())
                .isEqualTo("auth.too_many_attempts");
    }

    @Test
    void given_no_session__when_proving__then_signing_in_comes_first() {
        assertThat(stranger.post(PROVE, Map.of("password", Api.PASSWORD)).status()).isEqualTo(401);
    }

    /** Before the session is used, since a node remembers it for a moment. */
    private Api elevenMinutesLater(Api person) {
        Maintenance.update(
                database,
                "update core.active_sessions set authenticated_at = authenticated_at - interval '11 minutes' where user_id = ?",
                person.userId());
        return person;
    }

    private Api signedIn(Api person, Authenticator phone) {
        var first =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", person.email(), "password", Api.PASSWORD));
        var second =
                stranger.post(
                        "/api/v1/auth/second-factor",
                        Map.of("challenge", first.text("/challenge"), "code", phone.code(1)));
        return person.as(second, person.email(), person.workspaceId());
    }

    private static Api.Answer destroy(Api person, String body) {
        return person.send("DELETE", DANGER, body);
    }

    private static Api.Answer prove(Api person, String password, String code) {
        return person.post(PROVE, Map.of("password", password, "code", code));
    }
}
