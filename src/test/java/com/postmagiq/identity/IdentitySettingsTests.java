package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.kernel.settings.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class IdentitySettingsTests {
    private static final String SECRET = "a secret for these tests, 32 bytes or more";

    @TempDir private Path folder;

    @Test
    void given_no_settings__when_they_are_read__then_the_documented_ones_hold() {
        assertThat(TestSettings.DEFAULTS)
                .isEqualTo(
                        new IdentitySettings(
                                IdentitySettings.Registration.OPEN,
                                true,
                                false,
                                null,
                                "",
                                15,
                                14,
                                30,
                                10,
                                19456,
                                2));
    }

    @Test
    void given_a_wrong_life__when_it_is_read__then_the_sentence_names_key_value_and_example() {
        assertThatThrownBy(
                        () ->
                                new IdentitySettings(
                                        IdentitySettings.Registration.OPEN,
                                        true,
                                        false,
                                        null,
                                        "",
                                        90,
                                        14,
                                        30,
                                        10,
                                        19456,
                                        2))
                .hasMessage(
                        "postmagiq.identity.access-token-minutes is 90; it must be from 1 to 60, for example 15");
    }

    @Test
    void given_a_short_secret__when_starting__then_the_sentence_says_how_to_make_one() {
        assertThatThrownBy(() -> keys(environment().withProperty("JWT_SECRET", "short"), "staging"))
                .hasMessageContaining("JWT_SECRET has 5 bytes")
                .hasMessageContaining("openssl rand");
    }

    @Test
    void given_production_on_a_named_database__when_there_is_no_secret__then_it_does_not_start() {
        assertThatThrownBy(
                        () ->
                                keys(
                                        environment()
                                                .withProperty(
                                                        "postmagiq.database.url",
                                                        "postgres://db/postmagiq"),
                                        "production"))
                .hasMessageContaining("JWT_SECRET is not set")
                .hasMessageContaining("DEPLOYMENT_ENV=production");
    }

    @Test
    void given_production__when_hashes_are_made_cheap__then_it_does_not_start() {
        var cheap =
                new IdentitySettings(
                        IdentitySettings.Registration.OPEN,
                        true,
                        false,
                        null,
                        "",
                        15,
                        14,
                        30,
                        10,
                        1024,
                        1);

        assertThatThrownBy(
                        () ->
                                new IdentityConfiguration()
                                        .signingKeys(
                                                environment().withProperty("JWT_SECRET", SECRET),
                                                installation("production"),
                                                cheap))
                .hasMessageContaining("argon2-memory-kib is 1024");
    }

    @Test
    void given_no_secret_in_development__when_starting_twice__then_one_is_made_and_kept()
            throws Exception {
        var first = keys(environment(), "development");
        var second = keys(environment(), "development");

        assertThat(second.current().id()).isEqualTo(first.current().id());
        var file = folder.resolve("var-keys").resolve("jwt-secret");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file).length()).isGreaterThanOrEqualTo(SigningKeys.MIN_BYTES);
    }

    private SigningKeys keys(MockEnvironment environment, String deployment) {
        return new IdentityConfiguration()
                .signingKeys(environment, installation(deployment), TestSettings.DEFAULTS);
    }

    private Installation installation(String deployment) {
        return new Installation(
                folder.resolve("var"),
                Installation.Environment.valueOf(deployment.toUpperCase(java.util.Locale.ROOT)),
                "http://localhost:8080");
    }

    private static MockEnvironment environment() {
        return new MockEnvironment();
    }
}
