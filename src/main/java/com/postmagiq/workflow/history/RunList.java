package com.postmagiq.workflow.history;

import com.postmagiq.kernel.page.Conditions;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.history.RunViews.Awaiting;
import com.postmagiq.workflow.history.RunViews.RunSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The runs of a workspace, newest first; ids are time-ordered, so the id alone is the cursor. */
@Component
public class RunList {
    private static final String SELECT =
            """
            select r.id, r.number, r.label, r.post_id, r.fork_of, r.purpose, r.story_label, r.story_key,
                   r.config_slug, r.tier, r.iteration, r.status, r.current_state,
                   r.final_state, r.offline, r.total_input_tokens + r.total_output_tokens as total_tokens,
                   r.total_cost_usd, r.credits_quoted, r.credits_charged, r.final_score, r.started_by,
                   r.forced_by is not null as forced, r.created_at, r.started_at, r.completed_at,
                   d.id as decision_id, d.kind as decision_kind
              from app.workflow_runs r
              left join app.workflow_decisions d
                on d.workspace_id = r.workspace_id and d.run_id = r.id and d.status = 'open'
             where r.deleted_at is null
            """;

    private final TenantDb db;

    RunList(TenantDb db) {
        this.db = db;
    }

    /**
     * @param money whether costs are shown
     */
    public Page<RunSummary> page(
            RunFilter filter, @Nullable String cursor, int limit, boolean money) {
        var where = new Conditions();
        if (filter.purpose() == null) {
            where.add("r.purpose <> 'evaluation'");
        }
        where.addIfGiven("r.purpose = ?", filter.purpose());
        where.addIfGiven("r.status = ?", filter.status());
        where.addIfGiven("r.config_slug = ?", filter.config());
        where.addIfGiven("r.post_id = ?", filter.postId());
        where.addIfGiven("r.story_key = ?", filter.storyKey());
        where.addIfGiven("r.fork_of = ?", filter.forkOf());
        where.addIfGiven("r.started_by = ?", filter.startedBy());
        where.addIfGiven("r.created_at >= ?", time(filter.from()));
        where.addIfGiven("r.created_at < ?", time(filter.to()));
        var words = filter.words();
        if (words != null && !words.isBlank()) {
            where.add("(r.label ilike ? or r.number::text = ?)", like(words), words.strip());
        }
        where.addIfGiven("r.id < ?", Cursor.decodeId(cursor));
        where.value(limit + 1);
        var rows =
                db.query(
                        SELECT + where.sql() + " order by r.id desc limit ?",
                        (row, _) -> map(row, money),
                        where.values());
        return Page.of(rows, limit, RunSummary::id);
    }

    /**
     * One run as the list shows it.
     *
     * @param money whether costs are shown
     */
    RunSummary one(UUID id, boolean money) {
        return db.first(SELECT + " and r.id = ?", (row, _) -> map(row, money), id)
                .orElseThrow(() -> RunCommands.unknown(id.toString()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static String like(String words) {
        return "%"
                + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                + "%";
    }

    private static RunSummary map(ResultSet row, boolean money) throws SQLException {
        var decision = row.getObject("decision_id", UUID.class);
        return new RunSummary(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("label"),
                row.getObject("post_id", UUID.class),
                row.getObject("fork_of", UUID.class),
                row.getString("purpose"),
                row.getString("story_label"),
                row.getString("story_key"),
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
