package com.postmagiq;

import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Hands behind the scenes: rows as the maintenance role sees and changes them, in every workspace.
 * For what no route can do, such as letting time pass over a row.
 */
public final class Maintenance {
    private Maintenance() {}

    /** Runs statements on a connection of its own. */
    public static <T> T call(Database database, Function<JdbcClient, T> work) {
        try (var connection = database.access().migrator().connect();
                var statement = connection.createStatement()) {
            statement.execute("set role postmagiq_maintenance");
            return work.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs one statement with positional parameters; the number of changed rows. */
    public static int update(Database database, String sql, Object... parameters) {
        return call(database, jdbc -> jdbc.sql(sql).params(List.of(parameters)).update());
    }

    /** Makes somebody a member of a workspace, as accepting an invitation would. */
    public static Api join(Database database, Api person, UUID workspaceId, String role) {
        update(
                database,
                """
                insert into app.workspace_memberships (workspace_id, id, user_id, email, role, status, accepted_at,
                    created_at, updated_at)
                values (?, ?, ?, ?, ?, 'active', now(), now(), now())
                """,
                workspaceId,
                Ids.next(),
                person.userId(),
                person.email(),
                role);
        return person.in(workspaceId);
    }

    /** Makes somebody an operator of the installation, as the command line would. */
    public static Api operator(Database database, Api person) {
        update(database, "update core.users set is_superuser = true where id = ?", person.userId());
        return person;
    }

    /** Names somebody in the workspace of a person, as an archive that came in would; their id. */
    public static UUID placeholder(Database database, Api person) {
        var id = Ids.next();
        update(
                database,
                """
                insert into core.users (id, email, email_display, full_name, is_active, placeholder_of, created_at, updated_at)
                values (?, ?, '', 'Grace Gone', false, ?, now(), now())
                """,
                id,
                "placeholder-" + id + "@postmagiq.invalid",
                person.workspaceId());
        return id;
    }

    /** Tells somebody something, as an operator who acts for them would; the notice's id. */
    public static UUID notice(Database database, Api person) {
        var id = Ids.next();
        update(
                database,
                """
                insert into core.user_notices (id, user_id, type, title, body, priority, created_at)
                values (?, ?, 'admin_access', 'Somebody acts for you', '', 'urgent', now())
                """,
                id,
                person.userId());
        return id;
    }
}
