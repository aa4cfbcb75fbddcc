package com.postmagiq.workflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Writes what makes a run a fork, once, in the transaction that makes the run. */
@Repository
@Transactional
public class Forks {
    private final JdbcClient jdbc;
    private final StoredJson json;

    Forks(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(UUID runId, Fork fork) {
        jdbc.sql(
                        """
                        update app.workflow_runs
                           set purpose = 'fork', fork_of = :of, fork_state = :state, fork_visit = :visit,
                               fork_slots = :slots, fork_seed = :seed, overrides = cast(:overrides as jsonb),
                               overrides_hash = :hash, inherited_output_ids = :outputs,
                               inherited_visit_ids = :visits, inherited_notes = :notes,
                               inherited_cost_usd = :cost, about_post_id = :post
                         where id = :id
                        """)
                .param("of", fork.of())
                .param("state", fork.state())
                .param("visit", fork.visit())
                .param("slots", fork.onlySlots().toArray(String[]::new))
                .param("seed", fork.seed())
                .param("overrides", json.write(fork.overrides()))
                .param("hash", fork.overridesHash())
                .param("outputs", fork.outputIds().toArray(UUID[]::new))
                .param("visits", fork.visitIds().toArray(UUID[]::new))
                .param("notes", fork.notes().toArray(String[]::new))
                .param("cost", fork.costUsd())
                .param("post", fork.aboutPostId())
                .param("id", runId)
                .update();
    }

    static @Nullable Fork map(ResultSet row, StoredJson json) throws SQLException {
        var of = row.getObject("fork_of", UUID.class);
        if (of == null) {
            return null;
        }
        return new Fork(
                of,
                row.getString("fork_state"),
                row.getInt("fork_visit"),
                StoredJson.strings(row, "fork_slots"),
                row.getLong("fork_seed"),
                json.read(row.getString("overrides"), Fork.Overrides.class),
                row.getString("overrides_hash"),
                StoredJson.uuids(row, "inherited_output_ids"),
                StoredJson.uuids(row, "inherited_visit_ids"),
                StoredJson.strings(row, "inherited_notes"),
                row.getBigDecimal("inherited_cost_usd"),
                row.getObject("about_post_id", UUID.class));
    }
}
