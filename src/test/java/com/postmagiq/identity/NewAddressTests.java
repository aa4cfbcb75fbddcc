package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.PostmagiqTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class NewAddressTests {
    private final Api stranger;
    private final Mailbox mailbox;

    NewAddressTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    void given_a_wish__when_the_link_at_the_new_address_is_followed__then_the_address_is_swapped() {
        var laptop = stranger.signUp("Ada Lovelace");
        var phone = laptop.signIn();
        var wished = Api.newEmail();

        assertThat(ask(laptop, wished, Api.PASSWORD).status()).isEqualTo(202);
        mailbox.awaitSent(laptop.email(), "security_notice", 1);
        var token = mailbox.token(wished, "email_change");
        assertThat(confirm(laptop, token).status()).isEqualTo(204);

        assertThat(confirm(laptop, token).code()).isEqualTo("auth.link_invalid");
        assertThat(laptop.get("/api/v1/auth/me").text("/user/email")).isEqualTo(wished);
        assertThat(phone.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(login(laptop.email()).status()).isEqualTo(401);
        assertThat(login(wished).status()).isEqualTo(200);
        mailbox.awaitSent(laptop.email(), "security_notice", 2);
    }

    @Test
    void given_an_address_of_somebody_else__when_it_is_wished__then_only_its_owner_is_told() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        var taken = ask(ada, bob.email(), Api.PASSWORD);
        var free = ask(ada, Api.newEmail(), Api.PASSWORD);

        assertThat(taken.raw().body()).isEqualTo(free.raw().body());
        assertThat(mailbox.newest(bob.email(), "security_notice").text("/subject"))
                .isEqualTo("Somebody wanted to use your address");
        assertThat(mailbox.all(bob.email(), "email_change")).isEmpty();
    }

    @Test
    void given_a_wish__when_somebody_registers_the_address_first__then_it_stays_theirs() {
        var ada = stranger.signUp("Ada Lovelace");
        var wished = Api.newEmail();
        ask(ada, wished, Api.PASSWORD);
        var token = mailbox.token(wished, "email_change");
        stranger.signUp("Bob Moses", wished);

        assertThat(confirm(stranger, token).code()).isEqualTo("auth.email_taken");
        assertThat(ada.get("/api/v1/auth/me").text("/user/email")).isEqualTo(ada.email());
    }

    @Test
    void given_a_wrong_password_or_no_address__when_a_change_is_wished__then_it_is_refused() {
        var ada = stranger.signUp("Ada Lovelace");

        assertThat(ask(ada, Api.newEmail(), "another wooden table").code())
                .isEqualTo("auth.invalid_credentials");
        assertThat(ask(ada, "nowhere", Api.PASSWORD).text("/errors/0/field"))
                .isEqualTo("new_email");
        assertThat(ask(ada, ada.email(), Api.PASSWORD).status()).isEqualTo(422);
    }

    private Api.Answer ask(Api person, String wished, String password) {
        return person.post(
                "/api/v1/auth/change-email", Map.of("new_email", wished, "password", password));
    }

    private Api.Answer confirm(Api person, String token) {
        return person.post("/api/v1/auth/confirm-email-change", Map.of("token", token));
    }

    private Api.Answer login(String email) {
        return stranger.post(
                "/api/v1/auth/login", Map.of("email", email, "password", Api.PASSWORD));
    }
}
