package com.postmagiq.workflow.run;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.live.LiveEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/**
 * The events of runs. Numbers come from the run's row, whose lock the writer holds, so they have no
 * gap; the notice to live listeners leaves with the same commit.
 */
@Repository
@Transactional
public class RunEvents {
    private static final TypeReference<Map<String, Object>> DATA = new TypeReference<>() {};

    /** What the audit log is told of a run besides its start. */
    private static final Map<String, String> AUDITED =
            Map.of(
                    "run.completed", "workflow.completed",
                    "run.halted", "workflow.failed",
                    "run.failed", "workflow.failed",
                    "run.aborted", "workflow.aborted",
                    "decision.made", "workflow.decided");

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final ApplicationEventPublisher published;

    RunEvents(JdbcClient jdbc, StoredJson json, ApplicationEventPublisher published) {
        this.jdbc = jdbc;
        this.json = json;
        this.published = published;
    }

    /** Topic of one run's notices. */
    public static String topic(UUID runId) {
        return "run:" + runId;
    }

    /**
     * Appends events whose numbers the run's row has already counted, and the notice of them in the
     * same statement, since every commit of a run passes here.
     *
     * @param lastSeq number of the last of them
     */
    public void append(UUID workspaceId, UUID runId, long lastSeq, List<RunEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var first = lastSeq - events.size() + 1;
        jdbc.sql(
                        """
                        with appended as (
                            insert into app.workflow_events (workspace_id, run_id, seq, type, state, visit, at, data)
                            select :workspaceId, :runId, :first + e.position - 1, e.type, e.state, e.visit, e.at, e.data
                              from unnest(cast(:types as text[]), cast(:states as text[]), cast(:visits as int[]),
                                   cast(:times as timestamptz[]), cast(:data as jsonb[]))
                                   with ordinality as e (type, state, visit, at, data, position))
                        select pg_notify(:channel, :notice)
                        """)
                .param("workspaceId", workspaceId)
                .param("runId", runId)
                .param("first", first)
                .param("types", events.stream().map(RunEvent::type).toArray(String[]::new))
                .param("states", events.stream().map(RunEvent::state).toArray(String[]::new))
                .param("visits", events.stream().map(RunEvent::visit).toArray(Integer[]::new))
                .param(
                        "times",
                        events.stream()
                                .map(event -> StoredJson.at(event.at()).toString())
                                .toArray(String[]::new))
                .param(
                        "data",
                        events.stream()
                                .map(event -> json.write(event.data()))
                                .toArray(String[]::new))
                .param("channel", LiveEvents.CHANNEL)
                .param("notice", LiveEvents.message(topic(runId), "s" + lastSeq))
                .query(_ -> {});
        events.forEach(event -> audit(runId, event));
    }

    private void audit(UUID runId, RunEvent event) {
        var action = AUDITED.get(event.type());
        if (action == null) {
            return;
        }
        var decision = event.data().get("decision");
        published.publishEvent(
                new Audited(
                        Boolean.TRUE.equals(event.data().get("forced"))
                                ? "workflow.forced"
                                : action,
                        event.data().get("by") instanceof UUID by ? by : null,
                        "run",
                        runId,
                        decision == null
                                ? Map.of()
                                : Map.of("decision", new Audited.Change(null, decision)),
                        Audited.Outcome.SUCCESS));
    }

    /** Appends one event from outside of the engine; locks the run's row for its number. */
    public void append(UUID workspaceId, UUID runId, List<RunEvent> events) {
        var lastSeq =
                jdbc.sql(
                                """
                        update app.workflow_runs set last_seq = last_seq + :count where id = :id returning last_seq
                        """)
                        .param("count", events.size())
                        .param("id", runId)
                        .query(Long.class)
                        .single();
        append(workspaceId, runId, lastSeq, events);
    }

    public List<RunEvent> after(UUID runId, long seq, int limit) {
        return jdbc.sql(
                        """
                        select seq, type, state, visit, at, data from app.workflow_events
                         where run_id = :runId and seq > :seq order by seq limit :limit
                        """)
                .param("runId", runId)
                .param("seq", seq)
                .param("limit", limit)
                .query(this::map)
                .list();
    }

    private RunEvent map(ResultSet row, int number) throws SQLException {
        return new RunEvent(
                row.getLong("seq"),
                row.getString("type"),
                row.getString("state"),
                StoredJson.intOrNull(row, "visit"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                json.read(row.getString("data"), DATA));
    }
}
