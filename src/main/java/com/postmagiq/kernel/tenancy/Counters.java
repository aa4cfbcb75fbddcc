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
        return jdbc.sql(
                        """
                        insert into app.counters (workspace_id, name, value) values (:workspaceId, :name, 1)
                        on conflict (workspace_id, name) do update set value = counters.value + 1
                        returning value
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("name", name)
                .query(Long.class)
                .single();
    }
}
