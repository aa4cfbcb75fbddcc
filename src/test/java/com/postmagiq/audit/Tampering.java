package com.postmagiq.audit;

import com.postmagiq.kernel.database.Database;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Somebody with the rights of the tables' owner, who can step over every fence of the database, and
 * puts everything back as it was when they have changed what they came for.
 */
final class Tampering {
    private static final List<String> TABLES =
            List.of(
                    "app.audit_logs",
                    "app.audit_seals",
                    "app.audit_heads",
                    "core.audit_logs",
                    "core.audit_seals");

    private Tampering() {}

    /** Runs one statement; the number of rows it touched. */
    static int run(Database database, String sql, Object... parameters) {
        try (var connection = database.access().migrator().connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '10s'");
                fences(statement, "disable trigger user", "no force row level security");
                int touched;
                try (var change = connection.prepareStatement(sql)) {
                    for (var i = 0; i < parameters.length; i++) {
                        change.setObject(i + 1, parameters[i]);
                    }
                    touched = change.executeUpdate();
                }
                fences(statement, "enable trigger user", "force row level security");
                connection.commit();
                return touched;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fences(Statement statement, String triggers, String security)
            throws SQLException {
        for (var table : TABLES) {
            statement.execute("alter table %s %s".formatted(table, security));
            statement.execute(
                    """
                    do $$
                    declare
                      t regclass;
                    begin
                      for t in select '%1$s'::regclass union
                               select inhrelid::regclass from pg_inherits where inhparent = '%1$s'::regclass loop
                        execute format('alter table %%s %2$s', t);
                      end loop;
                    end $$
                    """
                            .formatted(table, triggers));
        }
    }
}
