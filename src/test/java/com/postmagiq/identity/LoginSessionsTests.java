package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class LoginSessionsTests {
    private final Database database;
    private final Api stranger;

    LoginSessionsTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-10")
    void given_a_session_in_use__when_it_signs_out__then_both_its_tokens_are_dead_at_once() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);

        assertThat(ada.post("/api/v1/auth/logout").status()).isEqualTo(204);

        var after = ada.get("/permissions");
        assertThat(after.status()).isEqualTo(401);
        assertThat(after.code()).isEqualTo("auth.session_revoked");
        assertThat(
                        stranger.post(
                                        "/api/v1/auth/refresh",
                                        Map.of("refresh_token", ada.refreshToken()))
                                .code())
                .isEqualTo("auth.refresh_invalid");
    }

    @Test
    void given_a_session_that_ended__when_it_signs_out_again__then_that_is_fine() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.post("/api/v1/auth/logout");

        assertThat(ada.post("/api/v1/auth/logout").status()).isEqualTo(204);
        assertThat(stranger.post("/api/v1/auth/logout").status()).isEqualTo(401);
    }

    @Test
    void given_an_access_token_that_is_no_good__when_signing_out_with_both__then_it_still_works() {
        var ada = stranger.signUp("Ada Lovelace");

        var out =
                ada.withToken("rubbish")
                        .post("/api/v1/auth/logout", Map.of("refresh_token", ada.refreshToken()));

        assertThat(out.status()).isEqualTo(204);
        assertThat(ada.get("/permissions").code()).isEqualTo("auth.session_revoked");
    }

    @Test
    @Tag("tenancy-15")
    void given_two_devices__when_one_ends_the_other__then_only_the_other_is_out() {
        var laptop = stranger.with("User-Agent", FIREFOX).signUp("Ada Lovelace");
        var phone = laptop.signIn();

        var sessions = laptop.get("/api/v1/auth/sessions").at("/items");
        var other =
                sessions.valueStream()
                        .filter(session -> !session.path("is_current").asBoolean())
                        .findFirst()
                        .orElseThrow();
        var ended = laptop.delete("/api/v1/auth/sessions/" + other.path("id").asString());

        assertThat(sessions).hasSize(2);
        assertThat(other.path("device_label").asString()).isEqualTo("Firefox on Linux");
        assertThat(other.path("ip_address").asString()).isEqualTo("127.0.0.1");
        assertThat(ended.status()).isEqualTo(204);
        assertThat(phone.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(laptop.get("/permissions").status()).isEqualTo(200);
    }

    @Test
    void given_somebody_elses_session__when_it_is_named__then_there_is_no_such_session() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var adas = ada.get("/api/v1/auth/sessions").text("/items/0/id");

        assertThat(bob.delete("/api/v1/auth/sessions/" + adas).status()).isEqualTo(404);
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
    }

    @Test
    void given_three_devices__when_signing_out_everywhere_else__then_this_one_stays() {
        var laptop = stranger.signUp("Ada Lovelace");
        var phone = laptop.signIn();
        var tablet = laptop.signIn();

        var answer = laptop.post("/api/v1/auth/logout-all", Map.of("keep_current", true));

        assertThat(answer.at("/revoked").asInt()).isEqualTo(2);
        assertThat(phone.get("/permissions").status()).isEqualTo(401);
        assertThat(tablet.get("/permissions").status()).isEqualTo(401);
        assertThat(laptop.get("/permissions").status()).isEqualTo(200);
        assertThat(laptop.post("/api/v1/auth/logout-all").at("/revoked").asInt()).isEqualTo(1);
        assertThat(laptop.get("/permissions").status()).isEqualTo(401);
    }

    @Test
    @Tag("tenancy-16")
    @Tag("tenancy-62")
    void given_a_person_switched_off_elsewhere__when_a_second_has_passed__then_they_are_out() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);

        Maintenance.update(
                database, "update core.users set is_active = false where id = ?", ada.userId());

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(ada.get("/permissions").code())
                                        .isEqualTo("auth.user_inactive"));
        var login =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", ada.email(), "password", Api.PASSWORD));
        assertThat(login.code()).isEqualTo("auth.user_inactive");
    }

    @Test
    @Tag("tenancy-62")
    void given_a_session_ended_on_another_node__when_a_second_has_passed__then_it_is_out() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);

        // Behind the application's back: no notice is sent, as when the listening connection is
        // cut.
        Maintenance.update(
                database,
                """
                update core.active_sessions set revoked_at = now(), revoked_reason = 'logout' where user_id = ?
                """,
                ada.userId());

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(ada.get("/permissions").code())
                                        .isEqualTo("auth.session_revoked"));
    }

    @Test
    void given_twenty_devices__when_one_more_signs_in__then_the_one_unused_longest_makes_room() {
        var first = stranger.signUp("Ada Lovelace");
        Api last = first;
        for (var i = 0; i < 20; i++) {
            last = first.signIn();
        }

        assertThat(last.get("/api/v1/auth/sessions").at("/items")).hasSize(20);
        assertThat(first.get("/permissions").code()).isEqualTo("auth.session_revoked");
    }

    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
}
