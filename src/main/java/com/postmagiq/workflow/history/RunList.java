package com.postmagiq.workflow.history;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workflow.history.RunViews.Awaiting;
import com.postmagiq.workflow.history.RunViews.RunSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The runs of a workspace, newest first; ids are time-ordered, so the id alone is the cursor. */
@Component
public class RunList {
    private static final String SELECT =
            """
            select r.id, r.number, r.label, r.story_label, r.config_slug, r.tier, r.iteration, r.status, r.current_state,
                   r.final_state, r.offline, r.total_input_tokens + r.total_output_tokens as total_tokens,
                   r.total_cost_usd, r.credits_quoted, r.credits_charged, r.final_score, r.started_by,
                   r.forced_by is not null as forced, r.created_at, r.started_at, r.completed_at,
                   d.id as decision_id, d.kind as decision_kind
              from app.workflow_runs r
              left join app.workflow_decisions d
                on d.workspace_id = r.workspace_id and d.run_id = r.id and d.status = 'open'
             where r.purpose <> 'evaluation' and r.deleted_at is null
            """;

    private final TenantDb db;

    RunList(TenantDb db) {
        this.db = db;
    }

    /**
     * @param words part of a label, or a run number
     * @param money whether costs are shown
     */
    public Page<RunSummary> page(
            @Nullable String status,
            @Nullable String config,
            @Nullable String words,
            @Nullable String cursor,
            int limit,
            boolean money) {
        var sql = new StringBuilder(SELECT);
        var parameters = new ArrayList<@Nullable Object>();
        if (status != null) {
            sql.append(" and r.status = ?");
            parameters.add(status);
        }
        if (config != null) {
            sql.append(" and r.config_slug = ?");
            parameters.add(config);
        }
        if (words != null && !words.isBlank()) {
            sql.append(" and (r.label ilike ? or r.number::text = ?)");
            parameters.add(
                    "%"
                            + words.strip()
                                    .replace("\\", "\\\\")
                                    .replace("%", "\\%")
                                    .replace("_", "\\_")
                            + "%");
            parameters.add(words.strip());
        }
        var before = Cursor.decodeId(cursor);
        if (before != null) {
            sql.append(" and r.id < ?");
            parameters.add(before);
        }
        sql.append(" order by r.id desc limit ?");
        parameters.add(limit + 1);
        var rows = db.query(sql.toString(), (row, _) -> map(row, money), parameters.toArray());
        return Page.of(rows, limit, RunSummary::id);
    }

    private static RunSummary map(ResultSet row, boolean money) throws SQLException {
        var decision = row.getObject("decision_id", UUID.class);
        return new RunSummary(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("label"),
                row.getString("story_label"),
                row.getString("config_slug"),
                row.getString("tier"),
                row.getInt("iteration"),
                row.getString("status"),
                row.getString("current_state"),
                row.getString("final_state"),
                decision == null ? null : new Awaiting(decision, row.getString("decision_kind")),
                row.getBoolean("offline"),
                row.getLong("total_tokens"),
                money ? row.getBigDecimal("total_cost_usd") : null,
                row.getInt("credits_quoted"),
                row.getObject("credits_charged", Integer.class),
                row.getObject("final_score", Integer.class),
                row.getObject("started_by", UUID.class),
                row.getBoolean("forced"),
                instant(row, "created_at").orElseThrow(),
                instant(row, "started_at").orElse(null),
                instant(row, "completed_at").orElse(null));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
