package com.postmagiq.proof;

import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A fingerprint of everything a workspace and its account have: one digest over all rows of every
 * tenant table of the catalogue, so that a new table is in it by itself.
 */
final class WorkspaceDigest {
    private static final String TABLES =
            """
            select c.relname, bool_or(a.attname = 'workspace_id') as of_workspace
              from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
             where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
             group by c.relname
            """;

    private record Table(String name, boolean ofWorkspace) {
        String condition() {
            if (name.equals("workspaces")) {
                return "id = :w";
            }
            return ofWorkspace
                    ? "workspace_id = :w"
                    : "%s in (select account_id from app.workspaces where id = :w)"
                            .formatted(name.equals("accounts") ? "id" : "account_id");
        }
    }

    private WorkspaceDigest() {}

    /** Number and digest of the rows, by table. */
    static Map<String, String> of(Database database, UUID workspaceId) {
        return Maintenance.call(
                database,
                rows -> {
                    var digests = new TreeMap<String, String>();
                    for (var table : tables(rows)) {
                        digests.put(
                                table.name(),
                                rows.sql(
                                                """
                                                select count(*) || ' '
                                                       || coalesce(md5(string_agg(t::text, '|' order by t::text)), '')
                                                  from app.%s t where %s
                                                """
                                                        .formatted(table.name(), table.condition()))
                                        .param("w", workspaceId)
                                        .query(String.class)
                                        .single());
                    }
                    return digests;
                });
    }

    private static List<Table> tables(JdbcClient rows) {
        return rows.sql(TABLES)
                .query(
                        (row, _) ->
                                new Table(row.getString("relname"), row.getBoolean("of_workspace")))
                .list();
    }
}
