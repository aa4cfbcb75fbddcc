package com.postmagiq.workflow.run;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.workflow.verdict.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The verdicts of audit visits, with drafts named by their agents. */
@Repository
@Transactional
public class Verdicts {
    private final JdbcClient jdbc;
    private final StoredJson json;

    Verdicts(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A stored verdict.
     *
     * @param contentHash of the single text it is about; null for audits of several drafts and for
     *     reviews
     */
    public record Stored(
            UUID id,
            UUID visitId,
            String state,
            int visit,
            Verdict verdict,
            @Nullable String contentHash,
            Instant createdAt) {}

    public void insert(
            UUID workspaceId,
            Visit visit,
            Verdict verdict,
            @Nullable String contentHash,
            Instant at) {
        var decision = verdict.decision();
        var stated = verdict.stated();
        jdbc.sql(
                        """
                        insert into app.audit_scores (workspace_id, id, run_id, visit_id, state, visit, slot, auditor_agent,
                            auditor_persona, deterministic, valid, overall_score, decision, stated_decision, verdict,
                            content_hash, created_at)
                        values (:workspaceId, :id, :runId, :visitId, :state, :visit, :slot, :agent,
                            :persona, :deterministic, :valid, :score, :decision, :stated, cast(:verdict as jsonb),
                            :hash, :at)
                        on conflict (workspace_id, visit_id, slot, auditor_agent) do nothing
                        """)
                .param("workspaceId", workspaceId)
                .param("id", Ids.next())
                .param("runId", visit.runId())
                .param("visitId", visit.id())
                .param("state", visit.state())
                .param("visit", visit.visit())
                .param("slot", verdict.slot())
                .param("agent", verdict.agent())
                .param("persona", verdict.persona() == null ? "" : verdict.persona())
                .param("deterministic", verdict.deterministic())
                .param("valid", verdict.valid())
                .param("score", verdict.score())
                .param("decision", decision == null ? null : decision.key())
                .param("stated", stated == null ? null : stated.key())
                .param("verdict", json.write(verdict))
                .param("hash", contentHash)
                .param("at", StoredJson.at(at))
                .update();
    }

    /** Those of a run and of the visits it goes on from, in the order they were given. */
    public List<Stored> of(UUID runId) {
        return jdbc.sql(
                        """
                        select * from app.audit_scores where run_id = :runId
                        union all
                        select s.* from app.workflow_runs r join app.audit_scores s on s.visit_id = any (r.inherited_visit_ids)
                         where r.id = :runId
                        order by id
                        """)
                .param("runId", runId)
                .query(this::map)
                .list();
    }

    private Stored map(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getObject("visit_id", UUID.class),
                row.getString("state"),
                row.getInt("visit"),
                json.read(row.getString("verdict"), Verdict.class),
                row.getString("content_hash"),
                StoredJson.instant(row, "created_at"));
    }
}
