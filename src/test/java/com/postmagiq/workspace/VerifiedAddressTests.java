package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** An installation that wants addresses confirmed before anything is changed. */
@PostmagiqTest
@TestPropertySource(properties = "postmagiq.identity.require-verified-email=all")
class VerifiedAddressTests {
    private final Api stranger;
    private final Mailbox mailbox;

    VerifiedAddressTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("tenancy-64")
    void given_an_address_not_confirmed__when_something_is_changed__then_it_waits_for_the_link() {
        var ada = stranger.signUp("Ada Lovelace");
        var wish = Map.of("story", Storyteller.story("fire-company"), "config", "offline");

        var invite = Map.of("email", Api.newEmail(), "role", "editor");
        var invitedBefore = ada.post("/invites", invite);
        var before = ada.post("/workflow-runs/quote", wish);
        stranger.post(
                "/api/v1/auth/verify-email",
                Map.of("token", mailbox.token(ada.email(), "verify_email")));
        var after = ada.post("/workflow-runs/quote", wish);

        assertThat(invitedBefore.status()).isEqualTo(403);
        assertThat(invitedBefore.code()).isEqualTo("auth.email_not_verified");
        assertThat(ada.post("/invites", invite).status()).isEqualTo(201);
        assertThat(before.status()).isEqualTo(403);
        assertThat(before.code()).isEqualTo("auth.email_not_verified");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
        assertThat(after.status()).isEqualTo(200);
        assertThat(stranger.get("/api/v1/auth/config").text("/email_verification"))
                .isEqualTo("all");
    }
}
