package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.StoredJson;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The stored cells of experiments: one row each, made with the experiment. */
@Repository
@Transactional
class Cells {
    /** The arm that goes first alternates, so that neither always finds the machine warm. */
    private static final String ORDER =
            " order by repeat, position, (arm = 'a') = ((position + repeat) % 2 = 0) desc ";

    private final JdbcClient jdbc;
    private final StoredJson json;

    Cells(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Makes a row for each case, arm and repeat. */
    void insert(UUID experimentId, List<GoldenSets.Case> cases, int repeats) {
        for (var known : cases) {
            for (var side : Arm.Side.values()) {
                for (var repeat = 1; repeat <= repeats; repeat++) {
                    jdbc.sql(
                                    """
                                    insert into app.evaluation_results (workspace_id, id, experiment_id, case_id, position,
                                        label, arm, repeat, status)
                                    values (:workspaceId, :id, :experimentId, :caseId, :position, :label, :arm, :repeat,
                                        'queued')
                                    """)
                            .param("workspaceId", CurrentWorkspace.id())
                            .param("id", Ids.next())
                            .param("experimentId", experimentId)
                            .param("caseId", known.id())
                            .param("position", known.position())
                            .param("label", known.label())
                            .param("arm", side.code())
                            .param("repeat", repeat)
                            .update();
                }
            }
        }
    }

    /** By case, arm and repeat. */
    List<Cell> of(UUID experimentId) {
        return jdbc.sql(
                        """
                        select * from app.evaluation_results where experiment_id = :id
                         order by position, arm, repeat
                        """)
                .param("id", experimentId)
                .query(this::map)
                .list();
    }

    /** The same, a part of it. */
    List<Cell> page(UUID experimentId, int offset, int limit) {
        return jdbc.sql(
                        """
                        select * from app.evaluation_results where experiment_id = :id
                         order by position, arm, repeat offset :offset limit :limit
                        """)
                .param("id", experimentId)
                .param("offset", offset)
                .param("limit", limit)
                .query(this::map)
                .list();
    }

    List<Cell> running(UUID experimentId) {
        return jdbc.sql(
                        """
                        select * from app.evaluation_results where experiment_id = :id and status = 'running'
                         order by id
                        """)
                .param("id", experimentId)
                .query(this::map)
                .list();
    }

    /** The one to begin next. */
    Optional<Cell> nextQueued(UUID experimentId) {
        return jdbc.sql(
                        "select * from app.evaluation_results where experiment_id = :id and status = 'queued'"
                                + ORDER
                                + "limit 1")
                .param("id", experimentId)
                .query(this::map)
                .optional();
    }

    /** Cells of all the workspace's experiments that have a run now. */
    int runningInWorkspace() {
        return jdbc.sql("select count(*) from app.evaluation_results where status = 'running'")
                .query(Integer.class)
                .single();
    }

    /** How many cells of an experiment there are in which status, by arm. */
    record Tally(List<Part> parts) {
        record Part(String arm, String status, int cells) {}

        int of(Cell.Status status) {
            return of(status, null);
        }

        /**
         * @param arm null for both
         */
        int of(Cell.Status status, Arm.@Nullable Side arm) {
            return parts.stream()
                    .filter(part -> part.status().equals(status.code()))
                    .filter(part -> arm == null || part.arm().equals(arm.code()))
                    .mapToInt(Part::cells)
                    .sum();
        }
    }

    Tally tally(UUID experimentId) {
        return new Tally(
                jdbc.sql(
                                """
                                select arm, status, cast(count(*) as int) as cells from app.evaluation_results
                                 where experiment_id = :id group by arm, status
                                """)
                        .param("id", experimentId)
                        .query(Tally.Part.class)
                        .list());
    }

    /**
     * What an experiment has used.
     *
     * @param usd spent, of runs under way all they may still spend
     * @param credits charged, of runs under way what was quoted
     */
    record Used(BigDecimal usd, int credits) {}

    /** With what runs under way may still use. */
    Used reserved(UUID experimentId) {
        return used(experimentId, "r.max_cost_usd", "r.credits_quoted");
    }

    /** Up to now. */
    Used spent(UUID experimentId) {
        return used(experimentId, "r.total_cost_usd + r.uncertain_cost_usd", "0");
    }

    private Used used(UUID experimentId, String usdOfRunning, String creditsOfRunning) {
        return jdbc.sql(
                        """
                        select coalesce(sum(case when e.status = 'running' then %s
                                                 else r.total_cost_usd + r.uncertain_cost_usd end), 0) as usd,
                               cast(coalesce(sum(case when e.status = 'running' then %s
                                                      else coalesce(r.credits_charged, 0) end), 0) as int) as credits
                          from app.evaluation_results e
                          join app.workflow_runs r on r.workspace_id = e.workspace_id and r.id = e.run_id
                         where e.experiment_id = :id
                        """
                                .formatted(usdOfRunning, creditsOfRunning))
                .param("id", experimentId)
                .query(Used.class)
                .single();
    }

    /** The experiment a run is a cell of. */
    Optional<UUID> experimentOf(UUID runId) {
        return jdbc.sql("select experiment_id from app.evaluation_results where run_id = :runId")
                .param("runId", runId)
                .query(UUID.class)
                .optional();
    }

    void started(UUID id, UUID runId) {
        jdbc.sql(
                        """
                        update app.evaluation_results set status = 'running', run_id = :runId
                         where id = :id and status = 'queued'
                        """)
                .param("runId", runId)
                .param("id", id)
                .update();
    }

    void settled(
            UUID id,
            Cell.Status status,
            CellMetrics metrics,
            Expectations.@Nullable Met expectations) {
        jdbc.sql(
                        """
                        update app.evaluation_results
                           set status = :status, metrics = cast(:metrics as jsonb),
                               expectations_met = cast(:expectations as jsonb)
                         where id = :id
                        """)
                .param("status", status.code())
                .param("metrics", json.write(metrics))
                .param("expectations", expectations == null ? null : json.write(expectations))
                .param("id", id)
                .update();
    }

    /** Leaves out what has not begun. */
    void skipQueued(UUID experimentId) {
        jdbc.sql(
                        """
                        update app.evaluation_results set status = 'skipped'
                         where experiment_id = :id and status = 'queued'
                        """)
                .param("id", experimentId)
                .update();
    }

    private Cell map(ResultSet row, int number) throws SQLException {
        var metrics = row.getString("metrics");
        var met = row.getString("expectations_met");
        return new Cell(
                row.getObject("id", UUID.class),
                row.getObject("experiment_id", UUID.class),
                row.getObject("case_id", UUID.class),
                row.getInt("position"),
                row.getString("label"),
                Arm.Side.of(row.getString("arm")),
                row.getInt("repeat"),
                row.getObject("run_id", UUID.class),
                Cell.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                metrics == null ? null : json.read(metrics, CellMetrics.class),
                met == null ? null : json.read(met, Expectations.Met.class));
    }
}
