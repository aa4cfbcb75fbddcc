package com.postmagiq.workflow.budget;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.web.IfMatch;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the bound workspace lets its calls cost. */
@Service
@Transactional
public class CostCaps {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final String WHAT = "the caps of this workspace";

    private final JdbcClient jdbc;
    private final BudgetSettings settings;
    private final Clock clock;

    CostCaps(JdbcClient jdbc, BudgetSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** USD a day and a month, each in UTC; null is no cap, 0 is no paid call at all. */
    public record Caps(@Nullable BigDecimal dailyUsd, @Nullable BigDecimal monthlyUsd) {}

    /**
     * Caps as they stand.
     *
     * @param revision counts the changes; 0 while the installation's usual ones hold
     */
    public record Chosen(Caps caps, int revision) {}

    /** The chosen caps, else the installation's usual ones. */
    public Chosen current() {
        return jdbc.sql("select daily_usd, monthly_usd, revision from app.cost_caps")
                .query(
                        (row, _) ->
                                new Chosen(
                                        new Caps(
                                                row.getBigDecimal("daily_usd"),
                                                row.getBigDecimal("monthly_usd")),
                                        row.getInt("revision")))
                .optional()
                .orElseGet(
                        () ->
                                new Chosen(
                                        new Caps(
                                                settings.workspaceDailyUsd(),
                                                settings.workspaceMonthlyUsd()),
                                        0));
    }

    /**
     * Chooses caps. They hold from the next call on; calls under way are not cut off, so what is
     * spent may stand above a lowered cap.
     *
     * @param revision the caps were read in; null sets them whoever else did
     * @throws ProblemException {@code validation_failed} for an amount below 0 or above a million,
     *     {@code stale_revision} when somebody else has set them meanwhile
     */
    public Chosen choose(Caps caps, @Nullable Integer revision, UUID by) {
        check("daily_usd", caps.dailyUsd());
        check("monthly_usd", caps.monthlyUsd());
        var now = clock.instant();
        var before = current().revision();
        if (revision != null && revision != before) {
            throw IfMatch.stale(WHAT, before, before);
        }
        var changed =
                jdbc.sql(
                                """
                                insert into app.cost_caps (workspace_id, daily_usd, monthly_usd, updated_by, updated_at)
                                values (:workspaceId, :daily, :monthly, :by, :at)
                                on conflict (workspace_id) do update
                                   set daily_usd = excluded.daily_usd, monthly_usd = excluded.monthly_usd,
                                       revision = cost_caps.revision + 1,
                                       updated_by = excluded.updated_by, updated_at = excluded.updated_at
                                 where cast(:revision as int) is null or cost_caps.revision = :revision
                                """)
                        .param("workspaceId", CurrentWorkspace.id())
                        .param("daily", caps.dailyUsd())
                        .param("monthly", caps.monthlyUsd())
                        .param("revision", revision)
                        .param("by", by)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update();
        var chosen = current();
        if (changed == 0) {
            throw IfMatch.stale(WHAT, chosen.revision(), chosen.revision());
        }
        // The rows of the running periods are made here when no call has made them, so that a
        // first call at this moment cannot make them with the old cap.
        for (var meter : new Meter[] {Meter.WORKSPACE_DAY, Meter.WORKSPACE_MONTH}) {
            jdbc.sql(
                            """
                            insert into app.cost_meters (workspace_id, scope, period, cap)
                            values (:workspaceId, :scope, :period, :cap)
                            on conflict (workspace_id, scope, period) do update
                               set cap = excluded.cap, warned = false
                            """)
                    .param("workspaceId", CurrentWorkspace.id())
                    .param("scope", meter.scope())
                    .param("period", meter.period(now))
                    .param("cap", cap(meter, caps))
                    .update();
        }
        return chosen;
    }

    /** The cap a meter has now; null for none. */
    @Nullable BigDecimal cap(Meter meter) {
        return switch (meter) {
            case WORKSPACE_DAY, WORKSPACE_MONTH -> cap(meter, current().caps());
            case INSTALLATION_DAY -> settings.installationDailyUsd();
            case INSTALLATION_MONTH -> settings.installationMonthlyUsd();
        };
    }

    private static @Nullable BigDecimal cap(Meter meter, Caps caps) {
        return meter == Meter.WORKSPACE_DAY ? caps.dailyUsd() : caps.monthlyUsd();
    }

    private static void check(String field, @Nullable BigDecimal usd) {
        if (usd != null && (usd.signum() < 0 || usd.compareTo(MOST) > 0)) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "%s is %s; use an amount in USD from 0 to %s, or null for no cap."
                            .formatted(field, usd.toPlainString(), MOST.toPlainString()));
        }
    }
}
