package com.postmagiq.workspace;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties the tables of a workspace that is being removed, a few rows at a time, so that no
 * transaction holds many rows for long. Tables come from the catalogue, those that others point to
 * last; what cannot go before its parent goes with it at the end.
 */
@Component
class WorkspaceRows {
    private static final int BATCH = 500;

    /** Logs stay: they cannot be deleted from. Members go with the workspace's own row. */
    private static final String TABLES =
            """
            with recursive keys as (
              select distinct conrelid as child, confrelid as parent from pg_constraint
               where contype = 'f' and connamespace = 'app'::regnamespace
                 and conrelid not in (confrelid, 'app.workspaces'::regclass)),
            depths as (
              select oid as id, 0 as depth from pg_class where oid = 'app.workspaces'::regclass
              union
              select k.child, d.depth + 1 from keys k join depths d on k.parent = d.id where d.depth < 12)
            select d.id::regclass::text as name
              from depths d
              join pg_attribute a on a.attrelid = d.id and a.attname = 'workspace_id' and not a.attisdropped
             where d.id not in ('app.workspaces'::regclass, 'app.workspace_memberships'::regclass)
               and has_table_privilege(d.id, 'DELETE')
             group by d.id
             order by max(d.depth) desc, d.id
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    WorkspaceRows(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Deletes all rows of the bound workspace but for itself and its members. */
    void empty() {
        for (var table : tables()) {
            try {
                int gone;
                do {
                    gone = deleted(table);
                } while (gone == BATCH);
            } catch (DataIntegrityViolationException _) {
                // rows that point to each other go together, with the workspace's own row
            }
        }
    }

    private List<String> tables() {
        return transaction.execute(_ -> jdbc.sql(TABLES).query(String.class).list());
    }

    /** The fence leaves the bound workspace's rows only; saying it too lets the index help. */
    private int deleted(String table) {
        return transaction.execute(
                _ ->
                        jdbc.sql(
                                        "delete from %s where ctid in (select ctid from %s where workspace_id = :id limit %d)"
                                                .formatted(table, table, BATCH))
                                .param("id", CurrentWorkspace.id())
                                .update());
    }
}
