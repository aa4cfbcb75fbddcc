package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.PostmagiqTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Registering where nobody shall learn who has an account. */
@PostmagiqTest
@TestPropertySource(properties = "postmagiq.identity.hide-existing-accounts=true")
class HiddenAccountsTests {
    private final Api stranger;
    private final Mailbox mailbox;

    HiddenAccountsTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    void given_a_free_and_a_taken_address__when_they_register__then_the_answers_are_equal() {
        var email = Api.newEmail();
        var first = register(email);
        assertThat(first.status()).isEqualTo(202);
        assertThat(login(email).code()).isEqualTo("auth.invalid_credentials");

        var finished = finish(mailbox.token(email, "finish_registration"));
        var again = register(email.toUpperCase(java.util.Locale.ROOT));

        assertThat(finished.status()).as(finished.raw().body()).isEqualTo(201);
        assertThat(finished.text("/workspaces/0/workspace_name")).isEqualTo("River Trust");
        assertThat(finished.at("/user/email_verified").asBoolean()).isTrue();
        assertThat(login(email).status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.raw().body()).isEqualTo(first.raw().body());
        assertThat(mailbox.newest(email, "security_notice").text("/subject"))
                .isEqualTo("Somebody wanted to use your address");
        assertThat(mailbox.all(email, "finish_registration")).hasSize(1);
        mailbox.awaitSent(email, "welcome", 1);
    }

    @Test
    void given_a_link_that_finishes__when_it_is_used_twice_or_made_up__then_it_is_no_good() {
        var email = Api.newEmail();
        register(email);
        var token = mailbox.token(email, "finish_registration");

        assertThat(finish(token).status()).isEqualTo(201);
        assertThat(finish(token).code()).isEqualTo("auth.link_invalid");
        assertThat(finish("A".repeat(43)).code()).isEqualTo("auth.link_invalid");
    }

    @Test
    void given_two_links_of_one_address__when_both_are_followed__then_one_person_comes_of_it() {
        var email = Api.newEmail();
        register(email);
        var first = mailbox.token(email, "finish_registration");
        register(email);
        mailbox.awaitSent(email, "finish_registration", 2);
        var second = mailbox.token(email, "finish_registration");

        assertThat(finish(first).status()).isEqualTo(201);
        assertThat(finish(second).code()).isEqualTo("auth.email_taken");
    }

    private Api.Answer register(String email) {
        return stranger.post(
                "/api/v1/auth/register",
                Map.of(
                        "email",
                        email,
                        "password",
                        Api.PASSWORD,
                        "full_name",
                        "Ada Lovelace",
                        "workspace_name",
                        "River Trust"));
    }

    private Api.Answer finish(String token) {
        return stranger.post("/api/v1/auth/finish-registration", Map.of("token", token));
    }

    private Api.Answer login(String email) {
        return stranger.post(
                "/api/v1/auth/login", Map.of("email", email, "password", Api.PASSWORD));
    }
}
