package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    postgres://ann:pw@db.example/pm                         | ann   | pw      | jdbc:postgresql://db.example:5432/pm
                    postgresql://ann:pw@db.example:6543/pm?sslmode=require  | ann   | pw      | jdbc:postgresql://db.example:6543/pm?sslmode=require
                    jdbc:postgresql://db.example/pm?user=ann&password=pw    | ann   | pw      | jdbc:postgresql://db.example:5432/pm
                    jdbc:postgresql://ann:pw@db.example/pm                  | ann   | pw      | jdbc:postgresql://db.example:5432/pm
                    postgres://a%40b:p%2Fw%3A%25+@[::1]:5433/pm%20x         | a@b   | p/w:%+  | jdbc:postgresql://[::1]:5433/pm%20x
                    postgres://ann:p@ss@db.example/pm                       | ann   | p@ss    | jdbc:postgresql://db.example:5432/pm
                    postgres://ann:p/ss@db.example/pm                       | ann   | p/ss    | jdbc:postgresql://db.example:5432/pm
                    postgres://ann:pw@one:5432,two:5433/pm                  | ann   | pw      | jdbc:postgresql://one:5432,two:5433/pm
                    postgres://ann:pw@h/pm?connect_timeout=3&application_name=a%20b | ann | pw | jdbc:postgresql://h:5432/pm?ApplicationName=a%20b&connectTimeout=3
                    """)
    void given_a_common_form__when_parsed__then_it_becomes_a_jdbc_url(
            String text, String user, String password, String jdbcUrl) {
        var url = DatabaseUrl.parse(text);

        assertThat(url.login(false)).isEqualTo(new DatabaseLogin(jdbcUrl, user, password));
    }

    @Test
    void given_a_pgbouncer__when_made_a_jdbc_url__then_no_statement_is_prepared_by_name() {
        var url = DatabaseUrl.parse("postgres://ann:pw@pool/pm?sslmode=verify-full");

        assertThat(url.jdbcUrl(true))
                .isEqualTo("jdbc:postgresql://pool:5432/pm?prepareThreshold=0&sslmode=verify-full");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mysql://ann:hush@h/pm              | does not begin with postgresql://
                    db.example/pm                      | does not begin with postgresql://
                    postgres://ann:hush@h              | the name of the database
                    postgres://ann:hush@h/             | the name of the database
                    postgres://ann:hush@/pm            | the host is missing
                    postgres://ann:hush@h:0/pm         | the port is not a number
                    postgres://ann:hush@h:70000/pm     | the port is not a number
                    postgres://ann:hush@h:five/pm      | the port is not a number
                    postgres://ann:hu?sh@h/pm          | a parameter after the ?
                    postgres://ann:hu?sh=%4@h/pm       | the value of a parameter
                    postgres://:hush@h/pm              | the user before the host is missing
                    postgres://h/pm                    | the user before the host is missing
                    postgres://ann:hush%4@h/pm         | the password has a %
                    postgres://ann:hush@h/pm?sslmode   | a parameter after the ?
                    postgres://ann:hush@ho st/pm       | the host is not a name
                    """)
    void given_a_wrong_one__when_parsed__then_the_wrong_part_is_named_and_no_secret(
            String text, String what) {
        assertThatExceptionOfType(DatabaseInstallFailure.class)
                .isThrownBy(() -> DatabaseUrl.parse(text))
                .withMessageContaining("DATABASE_URL")
                .withMessageContaining(what)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hu"));
    }

    @Test
    void given_a_login__when_printed__then_its_password_is_not() {
        var url = DatabaseUrl.parse("postgres://ann:hush@h/pm");

        assertThat(url + " " + url.login(true)).contains("ann").doesNotContain("hush");
    }
}
