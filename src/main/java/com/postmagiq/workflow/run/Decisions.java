package com.postmagiq.workflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Decision points; a unique index keeps at most one of a run open. */
@Repository
@Transactional
public class Decisions {
    private final JdbcClient jdbc;
    private final StoredJson json;

    Decisions(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(UUID workspaceId, DecisionPoint point) {
        jdbc.sql(
                        """
                        insert into app.workflow_decisions (workspace_id, id, run_id, state, visit, kind, status, prompt,
                            options, questions, content_output_ids, content_hash, quality_report_id, rule, context,
                            created_at, expires_at)
                        values (:workspaceId, :id, :runId, :state, :visit, :kind, 'open', :prompt,
                            :options, :questions, :contentOutputIds, :contentHash, :reportId, :rule,
                            cast(:context as jsonb), :createdAt, :expiresAt)
                        """)
                .param("workspaceId", workspaceId)
                .param("id", point.id())
                .param("runId", point.runId())
                .param("state", point.state())
                .param("visit", point.visit())
                .param("kind", point.kind().code())
                .param("prompt", point.prompt())
                .param("options", point.options().toArray(String[]::new))
                .param("questions", point.questions().toArray(String[]::new))
                .param("contentOutputIds", point.contentOutputIds().toArray(UUID[]::new))
                .param("contentHash", point.contentHash())
                .param("reportId", point.qualityReportId())
                .param("rule", point.rule())
                .param("context", json.write(point.context()))
                .param("createdAt", StoredJson.at(point.createdAt()))
                .param("expiresAt", StoredJson.atOrNull(point.expiresAt()))
                .update();
    }

    /**
     * Records the one decision that wins.
     *
     * @return false when the point is no longer open
     */
    public boolean decide(
            UUID id,
            String decision,
            @Nullable String feedback,
            UUID by,
            String byName,
            Instant at,
            String hash) {
        return jdbc.sql(
                                """
                                update app.workflow_decisions
                                   set status = 'decided', decision = :decision, feedback = :feedback, decided_by = :by,
                                       decided_by_name = :byName, decided_at = :at, request_hash = :hash
                                 where id = :id and status = 'open'
                                """)
                        .param("decision", decision)
                        .param("feedback", feedback)
                        .param("by", by)
                        .param("byName", byName)
                        .param("at", StoredJson.at(at))
                        .param("hash", hash)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Closes what a run no longer waits for. */
    public List<UUID> closeOpen(UUID runId, String status) {
        return jdbc.sql(
                        """
                        update app.workflow_decisions set status = :status
                         where run_id = :runId and status = 'open' returning id
                        """)
                .param("status", status)
                .param("runId", runId)
                .query(UUID.class)
                .list();
    }

    /** Opens the newest expired point of a run again, for the time it had at first. */
    public void reopenExpired(UUID runId, Instant now) {
        jdbc.sql(
                        """
                        update app.workflow_decisions
                           set status = 'open', expires_at = :now + (expires_at - created_at)
                         where id = (select id from app.workflow_decisions
                                      where run_id = :runId and status = 'expired' order by id desc limit 1)
                        """)
                .param("now", StoredJson.at(now))
                .param("runId", runId)
                .update();
    }

    public Optional<DecisionPoint> open(UUID runId) {
        return jdbc.sql(
                        "select * from app.workflow_decisions where run_id = :runId and status = 'open'")
                .param("runId", runId)
                .query(this::map)
                .optional();
    }

    public Optional<DecisionPoint> find(UUID runId, UUID id) {
        return jdbc.sql("select * from app.workflow_decisions where run_id = :runId and id = :id")
                .param("runId", runId)
                .param("id", id)
                .query(this::map)
                .optional();
    }

    public List<DecisionPoint> of(UUID runId) {
        return jdbc.sql("select * from app.workflow_decisions where run_id = :runId order by id")
                .param("runId", runId)
                .query(this::map)
                .list();
    }

    private DecisionPoint map(ResultSet row, int number) throws SQLException {
        return new DecisionPoint(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getString("state"),
                row.getInt("visit"),
                DecisionPoint.Kind.of(row.getString("kind")),
                row.getString("status"),
                row.getString("prompt"),
                StoredJson.strings(row, "options"),
                StoredJson.strings(row, "questions"),
                StoredJson.uuids(row, "content_output_ids"),
                row.getString("content_hash"),
                row.getObject("quality_report_id", UUID.class),
                row.getString("rule"),
                json.read(row.getString("context"), DecisionPoint.Context.class),
                StoredJson.instant(row, "created_at"),
                StoredJson.instantOrNull(row, "expires_at"),
                row.getString("decision"),
                row.getString("feedback"),
                row.getObject("decided_by", UUID.class),
                row.getString("decided_by_name"),
                StoredJson.instantOrNull(row, "decided_at"),
                row.getString("request_hash"));
    }
}
