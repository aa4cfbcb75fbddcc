package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The stored experiments of the bound workspace. */
@Repository
@Transactional
class Experiments {
    private final JdbcClient jdbc;
    private final StoredJson json;

    Experiments(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(Experiment row) {
        jdbc.sql(
                        """
                        insert into app.evaluation_experiments (workspace_id, id, set_id, set_revision, label, arms, repeats,
                            status, max_cost_usd, max_credits, credits_quoted, seed, created_by, created_at)
                        values (:workspaceId, :id, :setId, :setRevision, :label, cast(:arms as jsonb), :repeats,
                            :status, :maxCostUsd, :maxCredits, :creditsQuoted, :seed, :createdBy, :createdAt)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", row.id())
                .param("setId", row.setId())
                .param("setRevision", row.setRevision())
                .param("label", row.label())
                .param("arms", json.write(row.arms()))
                .param("repeats", row.repeats())
                .param("status", row.status().code())
                .param("maxCostUsd", row.maxCostUsd())
                .param("maxCredits", row.maxCredits())
                .param("creditsQuoted", row.creditsQuoted())
                .param("seed", row.seed())
                .param("createdBy", row.createdBy())
                .param("createdAt", StoredJson.at(row.createdAt()))
                .update();
    }

    /**
     * Newest first.
     *
     * @param setId only of this set; null for all
     */
    List<Experiment> page(@Nullable UUID setId, @Nullable UUID before, int limit) {
        return jdbc.sql(
                        """
                        select * from app.evaluation_experiments
                         where (cast(:setId as uuid) is null or set_id = :setId)
                           and (cast(:before as uuid) is null or id < :before)
                         order by id desc limit :limit
                        """)
                .param("setId", setId)
                .param("before", before)
                .param("limit", limit)
                .query(this::map)
                .list();
    }

    List<Experiment> ofSet(UUID setId) {
        return jdbc.sql("select * from app.evaluation_experiments where set_id = :setId")
                .param("setId", setId)
                .query(this::map)
                .list();
    }

    Optional<Experiment> find(UUID id) {
        return jdbc.sql("select * from app.evaluation_experiments where id = :id")
                .param("id", id)
                .query(this::map)
                .optional();
    }

    Experiment get(UUID id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    /** Locks it until the transaction ends. */
    Experiment lock(UUID id) {
        return jdbc.sql("select * from app.evaluation_experiments where id = :id for update")
                .param("id", id)
                .query(this::map)
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(
                ExperimentProblem.UNKNOWN_EXPERIMENT,
                "There is no experiment %s in this workspace.".formatted(id));
    }

    /**
     * All that are under way, locked until the transaction ends: they share the places for runs, so
     * one after another looks for a free one.
     */
    List<Experiment> lockActive() {
        return jdbc.sql(
                        """
                        select * from app.evaluation_experiments where completed_at is null order by id for update
                        """)
                .query(this::map)
                .list();
    }

    /** Whether one of the set's is under way. */
    boolean workingOn(UUID setId) {
        return jdbc.sql(
                        """
                        select exists (select from app.evaluation_experiments
                                        where set_id = :setId and completed_at is null)
                        """)
                .param("setId", setId)
                .query(Boolean.class)
                .single();
    }

    /** Begins one that waited; later calls change nothing. */
    void begin(UUID id, Instant at) {
        jdbc.sql(
                        """
                        update app.evaluation_experiments set status = 'running', started_at = :at
                         where id = :id and status = 'queued'
                        """)
                .param("at", StoredJson.at(at))
                .param("id", id)
                .update();
    }

    /** Says why cells are skipped; the first reason stays. */
    void stopped(UUID id, String reason) {
        jdbc.sql(
                        """
                        update app.evaluation_experiments set stop_reason = coalesce(stop_reason, :reason)
                         where id = :id
                        """)
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    void end(UUID id, Experiment.Status status, Instant at) {
        jdbc.sql(
                        """
                        update app.evaluation_experiments set status = :status, completed_at = :at where id = :id
                        """)
                .param("status", status.code())
                .param("at", StoredJson.at(at))
                .param("id", id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from app.evaluation_experiments where id = :id").param("id", id).update();
    }

    private Experiment map(ResultSet row, int number) throws SQLException {
        return new Experiment(
                row.getObject("id", UUID.class),
                row.getObject("set_id", UUID.class),
                row.getInt("set_revision"),
                row.getString("label"),
                json.read(row.getString("arms"), Arm.Pair.class),
                row.getInt("repeats"),
                Experiment.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                row.getString("stop_reason"),
                row.getBigDecimal("max_cost_usd"),
                row.getInt("max_credits"),
                row.getInt("credits_quoted"),
                row.getLong("seed"),
                row.getObject("created_by", UUID.class),
                StoredJson.instant(row, "created_at"),
                StoredJson.instantOrNull(row, "started_at"),
                StoredJson.instantOrNull(row, "completed_at"));
    }
}
