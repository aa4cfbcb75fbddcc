package com.postmagiq.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.identity.Authenticator;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class KeyRotationTests {
    private final Database database;
    private final KeyRotation rotation;
    private final List<SealedColumn> columns;
    private final Api stranger;

    KeyRotationTests(
            Database database,
            KeyRotation rotation,
            ObjectProvider<SealedColumn> columns,
            @LocalServerPort int port) {
        this.database = database;
        this.rotation = rotation;
        this.columns = columns.stream().toList();
        this.stranger = Api.at(port);
    }

    @Test
    void given_an_authenticator__when_keys_are_rotated__then_it_lies_under_the_new_one_and_works() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        var before = keyOf(ada);

        assertThat(rotation.rotate()).isPositive();

        assertThat(keyOf(ada)).isNotEqualTo(before);
        var first =
                stranger.post(
                        "/api/v1/auth/login",
                        Map.of("email", ada.email(), "password", Api.PASSWORD));
        var finished =
                stranger.post(
                        "/api/v1/auth/second-factor",
                        Map.of("challenge", first.text("/challenge"), "code", phone.code(1)));
        assertThat(finished.status()).as(finished.raw().body()).isEqualTo(200);
    }

    /** What is encrypted is called so. */
    @Test
    void given_the_catalogue__when_columns_of_secrets_are_looked_for__then_rotation_knows_all() {
        var found =
                Maintenance.call(
                        database,
                        rows ->
                                rows.sql(
                                                """
                                                select table_name || '.' || column_name from information_schema.columns
                                                 where table_schema = 'core' and data_type = 'bytea'
                                                   and (column_name like '%\\_enc' or column_name like 'secret\\_%')
                                                """)
                                        .query(String.class)
                                        .list());

        assertThat(columns)
                .extracting(column -> column.table() + "." + column.column())
                .containsExactlyInAnyOrderElementsOf(found);
    }

    private String keyOf(Api person) {
        return Maintenance.call(
                database,
                rows ->
                        rows.sql(
                                        """
                                        select encode(substring(secret_enc from 2 for 16), 'hex')
                                          from core.second_factors where user_id = ?
                                        """)
                                .param(person.userId())
                                .query(String.class)
                                .single());
    }
}
