package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseInstallerTests {
    @Test
    void given_a_new_database__when_it_is_installed__then_the_serving_role_is_weak_and_limited()
            throws SQLException {
        var access = TestPostgres.createDatabase("installed_weak");

        RuntimeRoleCheck.check(access.app());
        RuntimeRoleCheck.check(access.system());

        assertThat(show(access.app(), "search_path")).isEqualTo("app, core");
        assertThat(show(access.app(), "statement_timeout")).isEqualTo("5s");
        assertThat(show(access.app(), "lock_timeout")).isEqualTo("2s");
        assertThat(show(access.app(), "transaction_timeout")).isEqualTo("15s");
        assertThat(show(access.app(), "idle_in_transaction_session_timeout")).isEqualTo("10s");
        assertThat(show(access.migrator(), "role")).isEqualTo("postmagiq_owner");
    }

    private static String show(DatabaseLogin login, String setting) throws SQLException {
        try (var connection = login.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}
