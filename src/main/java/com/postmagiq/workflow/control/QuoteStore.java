package com.postmagiq.workflow.control;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.StoredJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Prices that were told, and what runs like the one asked about have cost. */
@Repository
@Transactional
class QuoteStore {
    static final Duration HOLDS = Duration.ofMinutes(10);

    private static final int SAMPLE = 50;
    private static final int ENOUGH = 5;

    private final JdbcClient jdbc;

    QuoteStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Medians and 90th percentiles of finished runs.
     *
     * @param runs how many were looked at
     */
    record History(
            int runs, BigDecimal usd, BigDecimal highUsd, double seconds, double highSeconds) {}

    /** Keeps a price, and lets those go that hold no longer. */
    Instant keep(UUID id, String fingerprint, Instant now) {
        jdbc.sql("delete from app.run_quotes where expires_at < :now")
                .param("now", StoredJson.at(now))
                .update();
        var until = now.plus(HOLDS);
        jdbc.sql(
                        """
                        insert into app.run_quotes (workspace_id, id, fingerprint, created_at, expires_at)
                        values (:workspaceId, :id, :fingerprint, :now, :until)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", id)
                .param("fingerprint", fingerprint)
                .param("now", StoredJson.at(now))
                .param("until", StoredJson.at(until))
                .update();
        return until;
    }

    /** The fingerprint of a price that still holds. */
    Optional<String> fingerprint(UUID id, Instant now) {
        return jdbc.sql(
                        "select fingerprint from app.run_quotes where id = :id and expires_at > :now")
                .param("id", id)
                .param("now", StoredJson.at(now))
                .query(String.class)
                .optional();
    }

    /** Runs of exactly this text of a configuration, else of its name; empty when too few ended. */
    Optional<History> history(String configHash, String configSlug, String tier) {
        return likeIt("config_hash", configHash, tier)
                .or(() -> likeIt("config_slug", configSlug, tier));
    }

    private Optional<History> likeIt(String column, String which, String tier) {
        return jdbc.sql(
                        """
            with recent as (
                select total_cost_usd + uncertain_cost_usd as usd, active_ms / 1000.0 as seconds
                  from app.workflow_runs
                 where status = 'complete' and purpose = 'post' and tier = :tier and %s = :which
                 order by completed_at desc
                 limit :sample)
            select count(*) as runs,
                   percentile_cont(0.5) within group (order by usd) as usd,
                   percentile_cont(0.9) within group (order by usd) as high_usd,
                   percentile_cont(0.5) within group (order by seconds) as seconds,
                   percentile_cont(0.9) within group (order by seconds) as high_seconds
              from recent
            """
                                .formatted(column))
                .param("tier", tier)
                .param("which", which)
                .param("sample", SAMPLE)
                .query(
                        (row, _) ->
                                row.getInt("runs") < ENOUGH
                                        ? Optional.<History>empty()
                                        : Optional.of(
                                                new History(
                                                        row.getInt("runs"),
                                                        row.getBigDecimal("usd"),
                                                        row.getBigDecimal("high_usd"),
                                                        row.getDouble("seconds"),
                                                        row.getDouble("high_seconds"))))
                .single();
    }

    /** Writes what a run was started with beside it. */
    void agreed(UUID runId, @Nullable UUID quoteId, @Nullable Integer maxCredits) {
        jdbc.sql(
                        "update app.workflow_runs set quote_id = :quoteId, max_credits = :maxCredits where id = :id")
                .param("quoteId", quoteId)
                .param("maxCredits", maxCredits)
                .param("id", runId)
                .update();
    }
}
