package com.postmagiq.kernel.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the role that serves requests is as weak as the fences between workspaces assume. A
 * superuser, an owner or a member of another role could step over every one of them.
 */
public final class RuntimeRoleCheck {
    private static final String CHECK =
            """
            select current_user as name,
                   r.rolsuper as superuser,
                   r.rolbypassrls as bypasses,
                   (select string_agg(c.oid::regclass::text, ', ' order by c.oid::regclass::text)
                      from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where c.relowner = r.oid and n.nspname in ('app', 'core')) as owns,
                   (select string_agg(m.roleid::regrole::text, ', ' order by m.roleid::regrole::text)
                      from pg_auth_members m where m.member = r.oid) as member_of
              from pg_roles r where r.rolname = current_user
            """;

    private RuntimeRoleCheck() {}

    /**
     * One sentence for each thing that is wrong with the role of this connection; empty is good.
     */
    public static List<String> faults(Connection connection) throws SQLException {
        var faults = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(CHECK)) {
            row.next();
            var name = row.getString("name");
            if (row.getBoolean("superuser")) {
                faults.add(
                        "The database role %s is a superuser and so sees every workspace: take that away with `alter role %s nosuperuser`, or serve as %s."
                                .formatted(name, name, DatabaseInstaller.APP));
            }
            if (row.getBoolean("bypasses")) {
                faults.add(
                        "The database role %s bypasses row-level security and so sees every workspace: take that away with `alter role %s nobypassrls`."
                                .formatted(name, name));
            }
            var owns = row.getString("owns");
            if (owns != null) {
                faults.add(
                        "The database role %s owns %s and so could drop the fence: hand them over with `reassign owned by %s to %s`."
                                .formatted(name, owns, name, DatabaseInstaller.OWNER));
            }
            var memberOf = row.getString("member_of");
            if (memberOf != null) {
                faults.add(
                        "The database role %s is a member of %s and so could become it: end that with `revoke %s from %s`."
                                .formatted(name, memberOf, memberOf, name));
            }
        }
        return faults;
    }

    /**
     * Refuses to serve with a role that is too strong.
     *
     * @throws DatabaseInstallFailure with all sentences of {@link #faults}
     */
    public static void check(DatabaseLogin login) {
        try (var connection = login.connect()) {
            var faults = faults(connection);
            if (!faults.isEmpty()) {
                throw new DatabaseInstallFailure(String.join(" ", faults));
            }
        } catch (SQLException e) {
            throw new DatabaseInstallFailure(
                    "The database role of %s could not be checked: %s"
                            .formatted(login, e.getMessage()),
                    e);
        }
    }
}
