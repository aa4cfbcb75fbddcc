package com.postmagiq.bench;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.database.Database;
import java.net.URI;
import java.sql.SQLException;

/** The measured database seen by its superuser: for seeding and for what pgbench needs. */
final class BenchDatabase {
    private BenchDatabase() {}

    static void execute(Database database, String sql) {
        var url = URI.create(database.access().app().url().substring("jdbc:".length()));
        try (var connection =
                        TestPostgres.server().superuser(url.getPath().substring(1)).connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
