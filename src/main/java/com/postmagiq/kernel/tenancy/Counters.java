package com.postmagiq.kernel.tenancy;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Running numbers of a workspace that people say aloud: without gaps, and taken by the transaction
 * that uses them.
 */
@Repository
public class Counters {
    private final JdbcClient jdbc;

    Counters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The next number from 1; others who want one of the same kind wait until this transaction
     * ends.
     */
    public long next(String name) {
        return take(name, 1);
    }

    /** As many numbers in a row; the first of them. */
    public long take(String name, int count) {
        return jdbc.sql(
                                """
                                insert into app.counters (workspace_id, name, value) values (:workspaceId, :name, :count)
                                on conflict (workspace_id, name) do update set value = counters.value + :count
                                returning value
                                """)
                        .param("workspaceId", CurrentWorkspace.id())
                        .param("name", name)
                        .param("count", count)
                        .query(Long.class)
                        .single()
                - count
                + 1;
    }

    /** Lets the next number come behind this one, if it would not anyway. */
    public void raise(String name, long to) {
        jdbc.sql(
                        """
                        insert into app.counters (workspace_id, name, value) values (:workspaceId, :name, :to)
                        on conflict (workspace_id, name) do update set value = greatest(counters.value, :to)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("name", name)
                .param("to", to)
                .update();
    }
}
