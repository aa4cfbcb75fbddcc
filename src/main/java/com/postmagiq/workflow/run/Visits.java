package com.postmagiq.workflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The visits of runs. */
@Repository
@Transactional
public class Visits {
    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    Visits(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(UUID workspaceId, Visit visit) {
        jdbc.sql(
                        """
                        insert into app.workflow_state_visits (workspace_id, id, run_id, state, type, visit, round,
                            feedback, human_feedback, input_output_ids, seed, started_at, transition, next_state,
                            duration_ms, completed_at)
                        values (:workspaceId, :id, :runId, :state, :type, :visit, :round,
                            :feedback, :human, :inputs, :seed, :startedAt, :transition, :nextState,
                            :durationMs, :completedAt)
                        """)
                .param("workspaceId", workspaceId)
                .param("id", visit.id())
                .param("runId", visit.runId())
                .param("state", visit.state())
                .param("type", visit.type())
                .param("visit", visit.visit())
                .param("round", visit.round())
                .param("feedback", visit.feedback().text())
                .param("human", json.write(visit.feedback().human()))
                .param("inputs", visit.inputOutputIds().toArray(UUID[]::new))
                .param("seed", visit.seed())
                .param("startedAt", StoredJson.at(visit.startedAt()))
                .param("transition", visit.transition())
                .param("nextState", visit.nextState())
                .param("durationMs", visit.durationMs())
                .param("completedAt", StoredJson.atOrNull(visit.completedAt()))
                .update();
    }

    public void complete(
            UUID id, String transition, @Nullable String nextState, long durationMs, Instant at) {
        jdbc.sql(
                        """
                        update app.workflow_state_visits
                           set transition = :transition, next_state = :nextState, duration_ms = :durationMs,
                               completed_at = :at
                         where id = :id
                        """)
                .param("transition", transition)
                .param("nextState", nextState)
                .param("durationMs", durationMs)
                .param("at", StoredJson.at(at))
                .param("id", id)
                .update();
    }

    public void beginRound(UUID id, int round) {
        jdbc.sql("update app.workflow_state_visits set round = :round where id = :id")
                .param("round", round)
                .param("id", id)
                .update();
    }

    /** Closes a visit that led nowhere, so that its state can be entered again. */
    public void closeOpen(UUID runId, Instant at) {
        jdbc.sql(
                        """
                        update app.workflow_state_visits set completed_at = :at, transition = 'aborted'
                         where run_id = :runId and completed_at is null
                        """)
                .param("at", StoredJson.at(at))
                .param("runId", runId)
                .update();
    }

    /** In the order they began. */
    public List<Visit> of(UUID runId) {
        return jdbc.sql(
                        "select * from app.workflow_state_visits where run_id = :runId order by started_at, id")
                .param("runId", runId)
                .query(this::map)
                .list();
    }

    /** The same, after those of other runs that this one goes on from. */
    public List<Visit> withInherited(UUID runId) {
        return jdbc.sql(
                        """
                        select * from app.workflow_state_visits where run_id = :runId
                        union all
                        select v.* from app.workflow_runs r join app.workflow_state_visits v on v.id = any (r.inherited_visit_ids)
                         where r.id = :runId
                        order by started_at, id
                        """)
                .param("runId", runId)
                .query(this::map)
                .list();
    }

    private Visit map(ResultSet row, int number) throws SQLException {
        var human = row.getString("human_feedback");
        return new Visit(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getString("state"),
                row.getString("type"),
                row.getInt("visit"),
                row.getInt("round"),
                new PendingFeedback(
                        row.getString("feedback"),
                        human.isEmpty() ? List.of() : json.read(human, STRINGS)),
                StoredJson.uuids(row, "input_output_ids"),
                row.getLong("seed"),
                row.getString("transition"),
                row.getString("next_state"),
                StoredJson.longOrNull(row, "duration_ms"),
                StoredJson.instant(row, "started_at"),
                StoredJson.instantOrNull(row, "completed_at"));
    }
}
