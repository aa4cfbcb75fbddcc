package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

@PostmagiqTest
class PasswordsTests {
    private final Database database;
    private final Api stranger;

    PasswordsTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
    }

    @Test
    void given_the_default_settings__when_a_password_is_hashed__then_it_is_the_decided_argon2id() {
        var passwords = new Passwords(TestSettings.DEFAULTS);

        var hash = passwords.hash("plain wooden table");

        assertThat(hash).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("plain wooden table", hash)).isTrue();
        assertThat(passwords.matches("plain wooden tables", hash)).isFalse();
        assertThat(passwords.outdated(hash)).isFalse();
    }

    @Test
    void given_nobody_to_compare_with__when_a_password_is_checked__then_it_is_wrong() {
        var passwords = new Passwords(TestSettings.DEFAULTS);

        assertThat(passwords.matches("nobody has this password", null)).isFalse();
    }

    @Test
    void given_one_word_in_two_unicode_forms__when_they_are_compared__then_they_are_equal() {
        var passwords = new Passwords(TestSettings.DEFAULTS);
        var composed = "caf\u00e9 au lait";
        var decomposed = "cafe\u0301 au lait";

        assertThat(passwords.matches(decomposed, passwords.hash(composed))).isTrue();
    }

    @Test
    void given_an_older_hash__when_its_owner_signs_in__then_it_is_made_anew() {
        var ada = stranger.signUp("Ada Lovelace");
        var bcrypt = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(Api.PASSWORD);
        Maintenance.update(
                database,
                "update core.users set password_hash = ? where id = ?",
                bcrypt,
                ada.userId());

        ada.signIn();

        assertThat(storedHash(ada)).startsWith("{argon2id}");
        assertThat(ada.signIn().get("/permissions").status()).isEqualTo(200);
    }

    @Test
    void given_an_older_hash__when_the_password_is_wrong__then_nothing_changes() {
        var ada = stranger.signUp("Ada Lovelace");
        var bcrypt = "{bcrypt}" + new BCryptPasswordEncoder(4).encode("quite another one");
        Maintenance.update(
                database,
                "update core.users set password_hash = ? where id = ?",
                bcrypt,
                ada.userId());

        var answer =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", ada.email(), "password", Api.PASSWORD));

        assertThat(answer.code()).isEqualTo("auth.invalid_credentials");
        assertThat(storedHash(ada)).isEqualTo(bcrypt);
    }

    @Test
    @Tag("tenancy-78")
    void given_the_role_of_the_application__when_it_reads_hashes__then_it_may_not()
            throws SQLException {
        try (var connection = database.access().app().connect();
                var statement = connection.createStatement()) {
            for (var sql :
                    new String[] {
                        "select password_hash from core.users",
                        "select * from core.users",
                        "update core.users set full_name = full_name where password_hash like '{%'",
                        "update core.users set full_name = full_name returning password_hash"
                    }) {
                Assertions.assertThatExceptionOfType(SQLException.class)
                        .as(sql)
                        .isThrownBy(() -> statement.execute(sql))
                        .returns("42501", SQLException::getSQLState);
            }
        }
    }

    private String storedHash(Api person) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql("select password_hash from core.users where id = ?")
                                .param(person.userId())
                                .query(String.class)
                                .single());
    }
}
