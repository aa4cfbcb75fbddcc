package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class OpenAddressesTests {
    private final Api stranger;

    OpenAddressesTests(@LocalServerPort int port) {
        stranger = Api.at(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/auth/login", "/w/river-trust/runs", "/assets/app.js"})
    void given_a_page__when_a_stranger_opens_it__then_only_our_own_scripts_may_run(String path) {
        var page = stranger.get(path);

        assertThat(page.status()).isNotIn(401, 403, 500);
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .contains("style-src 'self' 'unsafe-inline'")
                .doesNotContain("unsafe-eval");
        assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.header("Referrer-Policy")).contains("strict-origin-when-cross-origin");
        assertThat(page.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(page.header("Permissions-Policy").orElseThrow()).contains("camera=()");
        assertThat(page.header("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/auth/me", "/api/v1/nothing", "/api", "/api/v1/auth/config/x"})
    void given_the_interface__when_a_stranger_asks__then_signing_in_comes_first(String path) {
        var refused = stranger.get(path);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("unauthenticated");
        assertThat(refused.header("Cache-Control")).contains("no-store");
    }

    @Test
    void given_the_running_system__when_a_stranger_looks__then_only_its_health_is_told() {
        assertThat(stranger.get("/actuator/health").status()).isEqualTo(200);
        assertThat(stranger.get("/actuator/env").status()).isEqualTo(401);
        assertThat(stranger.signUp("Ada Lovelace").get("/actuator").code()).isEqualTo("not_found");
    }

    @Test
    void given_a_wrong_address_or_method__when_a_member_asks__then_the_refusal_has_a_code() {
        var ada = stranger.signUp("Ada Lovelace");

        for (var nothing : new String[] {"/api/v1/nothing", "/nothing", "/permissions/more"}) {
            var refused = ada.get(nothing);
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.code()).isEqualTo("not_found");
            assertThat(refused.header("Content-Type")).contains("application/problem+json");
        }
        var wrongMethod = ada.delete("/permissions");
        assertThat(wrongMethod.code()).isEqualTo("method_not_allowed");
        assertThat(wrongMethod.header("Allow").orElseThrow()).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "application/cbor", "application/xml"})
    void given_a_format_that_is_not_spoken__when_it_is_asked_for__then_that_is_said(String type) {
        var refused = stranger.with("Accept", type).get("/api/v1/auth/config");

        assertThat(refused.status()).isEqualTo(406);
        assertThat(stranger.with("Accept", "application/json").get("/api/v1/auth/config").status())
                .isEqualTo(200);
    }

    @Test
    void given_an_address_with_tricks__when_it_is_asked_for__then_it_is_refused_in_words() {
        var refused = stranger.get("/api/v1//w/x");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("bad_request");
        assertThat(stranger.get("/api/v1/w/..%2f..%2fauth/me").status()).isBetween(400, 401);
    }

    @Test
    void given_a_dead_token__when_signing_in_again__then_it_does_not_stand_in_the_way() {
        var ada = stranger.signUp("Ada Lovelace");

        var config = ada.withToken("rubbish").get("/api/v1/auth/config");

        assertThat(config.status()).isEqualTo(200);
    }
}
