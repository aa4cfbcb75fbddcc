package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import com.postmagiq.PostmagiqTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Limits as callers see them, in an installation that counts and has few to give. */
@PostmagiqTest
@TestPropertySource(
        properties = {
            "postmagiq.rate-limit.enabled=true",
            "postmagiq.rate-limit.member-per-minute=5",
            "postmagiq.rate-limit.person-per-minute=8",
            "postmagiq.rate-limit.address-per-minute=25",
            "postmagiq.rate-limit.keys-per-minute=4",
            "postmagiq.rate-limit.keys-per-day=6"
        })
class RateLimitTests {
    private final Api stranger;

    RateLimitTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_member_a_person_and_a_stranger__when_each_asks_too_often__then_each_has_to_wait() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        var first = ada.get("/permissions");
        for (var i = 0; i < 4; i++) {
            assertThat(ada.get("/permissions").status()).isEqualTo(200);
        }
        var sixth = ada.get("/permissions");

        assertThat(first.header("RateLimit-Policy")).contains("\"minute\";q=5;w=60");
        assertThat(first.header("RateLimit").orElseThrow()).startsWith("\"minute\";r=4;t=");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("usage.rate_limit_exceeded");
        assertThat(Integer.parseInt(sixth.header("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(sixth.at("/limit").asInt()).isEqualTo(5);
        assertThat(bob.get("/permissions").status()).isEqualTo(200);
        assertThat(ada.get("/api/v1/auth/me").status()).isEqualTo(200);
        guessingWorkspacesCountsAsOnePerson(bob);
        keysShareACountBesideTheirOwn(bob);
        strangersShareOneAddress();
    }

    private static void guessingWorkspacesCountsAsOnePerson(Api bob) {
        for (var i = 0; i < 8; i++) {
            assertThat(bob.in(UUID.randomUUID()).get("/permissions").status()).isEqualTo(404);
        }
        assertThat(bob.in(UUID.randomUUID()).get("/permissions").status()).isEqualTo(429);
        assertThat(bob.get("/permissions").status()).isEqualTo(200);
    }

    private static void keysShareACountBesideTheirOwn(Api bob) {
        var slow =
                bob.withToken(
                        bob.post(
                                        "/api-keys",
                                        Map.of(
                                                "name",
                                                "Slow job",
                                                "scopes",
                                                List.of("content:read"),
                                                "rate_limit_per_minute",
                                                2))
                                .text("/key"));
        var other = Keys.program(bob, "content:read");

        assertThat(slow.get("/posts").header("RateLimit").orElseThrow()).contains(";r=1;");
        assertThat(slow.in(UUID.randomUUID()).get("/posts").status()).isEqualTo(404);
        var third = slow.get("/posts");
        assertThat(third.code()).isEqualTo("usage.rate_limit_exceeded");
        assertThat(third.at("/limit").asInt()).isEqualTo(2);
        assertThat(other.get("/posts").status()).isEqualTo(200);
        var together = other.get("/posts");
        assertThat(together.at("/limit").asInt()).isEqualTo(4);
        assertThat(Integer.parseInt(together.header("Retry-After").orElseThrow())).isBetween(1, 60);
        assertThat(bob.get("/permissions").status()).isEqualTo(200);
    }

    /** Two of the 25 were the registrations. */
    private void strangersShareOneAddress() {
        var wrong = Map.of("email", Api.newEmail(), "password", "another wooden table");
        for (var i = 0; i < 23; i++) {
            assertThat(stranger.get("/api/v1/auth/config").status()).isEqualTo(200);
        }
        assertThat(stranger.post("/api/v1/auth/login", wrong).code())
                .isEqualTo("usage.rate_limit_exceeded");
    }
}
