package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class SignInTests {
    private final Api stranger;

    SignInTests(@LocalServerPort int port) {
        stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-1")
    void given_a_fresh_address__when_it_registers__then_it_owns_a_workspace() {
        var email = Api.newEmail();

        var registered =
                stranger.post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email", email,
                                "password", Api.PASSWORD,
                                "full_name", "Nadia Okafor",
                                "workspace_name", "River Trust",
                                "time_zone", "Pacific/Auckland"));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text("/token_type")).isEqualTo("bearer");
        assertThat(registered.at("/expires_in").asInt()).isEqualTo(900);
        assertThat(registered.text("/refresh_token")).startsWith("rt_").hasSize(46);
        assertThat(registered.text("/workspaces/0/workspace_name")).isEqualTo("River Trust");
        assertThat(registered.text("/workspaces/0/role")).isEqualTo("owner");
        var me = stranger.as(registered, email, null).get("/api/v1/auth/me");
        assertThat(me.text("/user/email")).isEqualTo(email);
        assertThat(me.text("/user/time_zone")).isEqualTo("Pacific/Auckland");
        assertThat(me.at("/user/is_active").asBoolean()).isTrue();
        assertThat(me.text("/user/default_workspace_id"))
                .isEqualTo(registered.text("/workspaces/0/workspace_id"));
        assertThat(me.at("/memberships")).hasSize(1);
        assertThat(me.at("/memberships/0/scopes")).hasSize(32);
    }

    @Test
    @Tag("tenancy-2")
    void given_a_registered_address__when_it_registers_in_capitals__then_it_is_taken() {
        var ada = stranger.signUp("Ada Lovelace");

        var again =
                stranger.post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                ada.email().toUpperCase(Locale.ROOT),
                                "password",
                                Api.PASSWORD,
                                "full_name",
                                "Somebody Else"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("auth.email_taken");
    }

    @ParameterizedTest
    @Tag("tenancy-3")
    @CsvSource({
        "nine char, auth.password_too_short",
        "password123, auth.password_weak",
        "Nadia Okafor, auth.password_weak",
        "postmagiq1, auth.password_weak"
    })
    void given_a_guessable_password__when_registering__then_it_is_refused_with_advice(
            String password, String code) {
        var refused = register(password);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused.text("/errors/0/field")).isEqualTo("password");
    }

    @Test
    @Tag("tenancy-3")
    void given_128_characters_of_any_script__when_registering__then_only_129_are_too_many() {
        var longest = "Ωmega水😀 tide ".repeat(10).substring(0, 140);
        var fits = longest.substring(0, longest.offsetByCodePoints(0, 128));

        assertThat(register(fits + "x").code()).isEqualTo("auth.password_too_long");
        assertThat(register(fits).status()).isEqualTo(201);
    }

    @Test
    @Tag("tenancy-4")
    void given_wrong_pairs__when_signing_in__then_nothing_tells_which_half_was_wrong() {
        var ada = stranger.signUp("Ada Lovelace");

        var wrongPassword = login(ada.email(), "another wooden table");
        var unknownAddress = login(Api.newEmail(), Api.PASSWORD);
        var noAddress = login("not an address", Api.PASSWORD);

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(wrongPassword.code()).isEqualTo("auth.invalid_credentials");
        assertThat(unknownAddress.bodyWithoutRequestId())
                .isEqualTo(wrongPassword.bodyWithoutRequestId());
        assertThat(noAddress.bodyWithoutRequestId())
                .isEqualTo(wrongPassword.bodyWithoutRequestId());
    }

    @Test
    void given_an_address_typed_another_way__when_signing_in__then_it_is_the_same_person() {
        var ada = stranger.signUp("Ada Lovelace");

        var answer = login("  " + ada.email().toUpperCase(Locale.ROOT) + " ", Api.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/user/id")).isEqualTo(ada.userId().toString());
    }

    @Test
    @Tag("tenancy-58")
    void given_an_unknown_field__when_registering__then_it_is_named() {
        var refused =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", "a@example.com", "password", "x", "remember_me", true));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("unknown_field");
        assertThat(refused.text("/errors/0/field")).isEqualTo("remember_me");
    }

    @Test
    void given_a_name_with_a_nul_character__when_registering__then_the_text_is_refused() {
        var refused =
                stranger.post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                Api.newEmail(),
                                "password",
                                Api.PASSWORD,
                                "full_name",
                                "Nadia\u0000Okafor"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("validation_failed");
    }

    @Test
    @Tag("tenancy-63")
    void given_any_answer_of_signing_in__then_nobody_may_keep_it() {
        var config = stranger.get("/api/v1/auth/config");

        assertThat(config.status()).isEqualTo(200);
        assertThat(config.header("Cache-Control")).contains("no-store");
        assertThat(config.at("/registration_open").asBoolean()).isTrue();
        assertThat(config.at("/password_min").asInt()).isEqualTo(10);
        assertThat(config.header("Content-Security-Policy"))
                .contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(config.header("X-Content-Type-Options")).contains("nosniff");
    }

    private Api.Answer register(String password) {
        return stranger.post(
                "/api/v1/auth/register",
                Map.of("email", Api.newEmail(), "password", password, "full_name", "Nadia Okafor"));
    }

    private Api.Answer login(String email, String password) {
        return stranger.post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }
}
