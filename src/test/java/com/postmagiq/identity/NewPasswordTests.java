package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class NewPasswordTests {
    private static final String ANOTHER = "seven quiet herons";

    private final Database database;
    private final Api stranger;
    private final Mailbox mailbox;

    NewPasswordTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("tenancy-11")
    void given_two_devices__when_the_password_is_changed__then_the_other_device_is_out() {
        var laptop = stranger.signUp("Ada Lovelace");
        var phone = laptop.signIn();

        var changed = change(laptop, Api.PASSWORD, ANOTHER);

        assertThat(changed.status()).isEqualTo(204);
        assertThat(laptop.get("/permissions").status()).isEqualTo(200);
        assertThat(phone.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(login(laptop.email(), Api.PASSWORD).status()).isEqualTo(401);
        assertThat(login(laptop.email(), ANOTHER).status()).isEqualTo(200);
        mailbox.awaitSent(laptop.email(), "password_changed", 1);
    }

    @Test
    void
            given_a_change__when_the_old_password_is_wrong_or_the_new_one_unfit__then_nothing_changes() {
        var ada = stranger.signUp("Ada Lovelace");

        assertThat(change(ada, "another wooden table", ANOTHER).code())
                .isEqualTo("auth.invalid_credentials");
        assertThat(change(ada, Api.PASSWORD, Api.PASSWORD).code())
                .isEqualTo("auth.password_unchanged");
        assertThat(change(ada, Api.PASSWORD, "password123").code()).isEqualTo("auth.password_weak");
        assertThat(login(ada.email(), Api.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void given_a_stolen_session__when_it_guesses_the_password__then_it_has_five_tries() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 5; i++) {
            change(ada, "another wooden table", ANOTHER);
        }

        assertThat(change(ada, Api.PASSWORD, ANOTHER).code()).isEqualTo("auth.too_many_attempts");
    }

    @Test
    @Tag("tenancy-12")
    void
            given_an_unknown_and_a_known_address__when_a_link_is_asked_for__then_the_answers_are_equal() {
        var ada = stranger.signUp("Ada Lovelace");

        var known = forgot(ada.email().toUpperCase(java.util.Locale.ROOT));
        var unknown = forgot(Api.newEmail());

        assertThat(known.status()).isEqualTo(202);
        assertThat(unknown.raw().body()).isEqualTo(known.raw().body());
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(mailbox.token(ada.email(), "password_reset")).isNotEmpty();
    }

    @Test
    @Tag("tenancy-12")
    @Tag("tenancy-13")
    void given_a_reset_link__when_it_is_followed__then_it_works_once_and_all_sessions_are_dead() {
        var laptop = stranger.signUp("Ada Lovelace");
        var phone = laptop.signIn();
        forgot(laptop.email());
        var token = mailbox.token(laptop.email(), "password_reset");

        assertThat(reset(token, "password123").code()).isEqualTo("auth.password_weak");
        assertThat(reset(token, ANOTHER).status()).isEqualTo(204);

        assertThat(reset(token, "nine loud herons").code()).isEqualTo("auth.link_invalid");
        assertThat(laptop.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(phone.get("/permissions").code()).isEqualTo("auth.session_revoked");
        var signedIn = login(laptop.email(), ANOTHER);
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.at("/user/email_verified").asBoolean()).isTrue();
        mailbox.awaitSent(laptop.email(), "password_changed", 1);
    }

    @Test
    @Tag("tenancy-12")
    void given_a_reset_link__when_31_minutes_have_passed__then_it_does_not_work() {
        var ada = stranger.signUp("Ada Lovelace");
        forgot(ada.email());
        var token = mailbox.token(ada.email(), "password_reset");
        Maintenance.update(
                database,
                "update core.one_time_tokens set expires_at = expires_at - interval '31 minutes' where user_id = ?",
                ada.userId());

        assertThat(reset(token, ANOTHER).code()).isEqualTo("auth.link_invalid");
        assertThat(login(ada.email(), Api.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-14")
    void given_a_second_reset_link__when_the_first_one_is_followed__then_it_does_not_work() {
        var ada = stranger.signUp("Ada Lovelace");
        forgot(ada.email());
        var first = mailbox.token(ada.email(), "password_reset");
        forgot(ada.email());
        mailbox.awaitSent(ada.email(), "password_reset", 2);
        var second = mailbox.token(ada.email(), "password_reset");

        assertThat(reset(first, ANOTHER).code()).isEqualTo("auth.link_invalid");
        assertThat(reset(second, ANOTHER).status()).isEqualTo(204);
    }

    @Test
    @Tag("tenancy-67")
    void given_a_second_factor__when_the_password_is_reset__then_the_factor_is_still_asked_for() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        forgot(ada.email());
        var token = mailbox.token(ada.email(), "password_reset");

        assertThat(reset(token, ANOTHER).status()).isEqualTo(204);

        var first = login(ada.email(), ANOTHER);
        assertThat(first.status()).isEqualTo(401);
        assertThat(first.code()).isEqualTo("auth.second_factor_required");
        var finished =
                stranger.post(
                        "/api/v1/auth/second-factor",
                        Map.of("challenge", first.text("/challenge"), "code", phone.code(1)));
        assertThat(finished.status()).isEqualTo(200);
    }

    @Test
    void given_an_open_reset_link__when_the_password_is_changed__then_the_link_is_dead() {
        var ada = stranger.signUp("Ada Lovelace");
        forgot(ada.email());
        var token = mailbox.token(ada.email(), "password_reset");

        change(ada, Api.PASSWORD, ANOTHER);

        assertThat(reset(token, "nine loud herons").code()).isEqualTo("auth.link_invalid");
    }

    private Api.Answer change(Api person, String current, String wished) {
        return person.post(
                "/api/v1/auth/change-password",
                Map.of("current_password", current, "new_password", wished));
    }

    private Api.Answer forgot(String email) {
        return stranger.post("/api/v1/auth/forgot-password", Map.of("email", email));
    }

    private Api.Answer reset(String token, String password) {
        return stranger.post(
                "/api/v1/auth/reset-password", Map.of("token", token, "password", password));
    }

    private Api.Answer login(String email, String password) {
        return stranger.post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }
}
