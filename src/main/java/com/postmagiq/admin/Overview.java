package com.postmagiq.admin;

import com.postmagiq.identity.Impersonations;
import com.postmagiq.kernel.tenancy.SystemDb;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The installation in numbers. */
@Repository
class Overview {
    private static final Duration LONG = Duration.ofDays(30);

    private static final String TOTALS =
            """
            select (select count(*) from app.accounts) as accounts,
                   (select count(*) from core.account_suspensions) as suspended,
                   (select count(*) from app.workspaces where status = 'active') as workspaces,
                   (select count(*) from app.posts) as posts
            """;

    private static final String PEOPLE =
            """
            select count(*) as people, count(*) filter (where is_active) as active,
                   count(*) filter (where is_active and is_superuser) as operators
              from core.users
             where placeholder_of is null
            """;

    private static final String USAGE =
            """
            select provider,
                   coalesce(sum(input_tokens + output_tokens) filter (where started_at >= :today), 0) as tokens_today,
                   coalesce(sum(cost_usd) filter (where started_at >= :today), 0) as cost_today,
                   coalesce(sum(input_tokens + output_tokens), 0) as tokens,
                   coalesce(sum(cost_usd), 0) as cost
              from app.agent_invocations
             where started_at >= :since
             group by provider
             order by provider
            """;

    private static final String QUEUES =
            """
            select task_name, count(*) filter (where not picked and execution_time <= :now) as due,
                   count(*) filter (where picked) as running,
                   min(execution_time) filter (where not picked and execution_time <= :now) as oldest
              from core.scheduled_tasks
             group by task_name
            having count(*) filter (where picked or execution_time <= :now) > 0
             order by task_name
            """;

    // Of fewer workspaces a total would tell what one of them does.
    private static final String REPORTED =
            """
            select event_category as category, event_action as action, count(*) as events,
                   count(distinct workspace_id) as workspaces
              from app.telemetry_events
             where occurred_at >= :since
             group by event_category, event_action
            having count(distinct workspace_id) >= 5
             order by count(*) desc, event_category, event_action
            """;

    /**
     * @param runs how many by status
     * @param reported use of the product in the last thirty days
     */
    @Schema(name = "AdminOverview")
    record Numbers(
            int users,
            int activeUsers,
            int operators,
            int accounts,
            int suspendedAccounts,
            int workspaces,
            int posts,
            Map<String, Integer> runs,
            List<Usage> usage,
            List<Queue> queues,
            List<Reported> reported,
            int impersonations,
            Instant at) {}

    /**
     * What a provider was used for: today (UTC) and in the last thirty days.
     *
     * @param costUsdToday US dollars
     */
    @Schema(name = "AdminUsage")
    record Usage(
            String provider,
            long tokensToday,
            BigDecimal costUsdToday,
            long tokens30Days,
            BigDecimal costUsd30Days) {}

    /**
     * Work that waits or is done.
     *
     * @param oldestDue since when the first of it waits; null when none does
     */
    @Schema(name = "AdminQueue")
    record Queue(String task, int due, int running, @Nullable Instant oldestDue) {}

    /**
     * How often something was reported, over all workspaces; left out where fewer than five of them
     * did.
     */
    @Schema(name = "AdminReported")
    record Reported(String category, String action, long events, int workspaces) {}

    private final SystemDb system;
    private final JdbcClient jdbc;
    private final Impersonations impersonations;
    private final Clock clock;

    Overview(SystemDb system, JdbcClient jdbc, Impersonations impersonations, Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.impersonations = impersonations;
        this.clock = clock;
    }

    private record People(int people, int active, int operators) {}

    private record Totals(int accounts, int suspended, int workspaces, int posts) {}

    Numbers now() {
        var now = clock.instant();
        var people = jdbc.sql(PEOPLE).query(People.class).single();
        return system.call(
                SystemDb.Reason.OPERATOR,
                db -> {
                    var totals = db.sql(TOTALS).query(Totals.class).single();
                    return new Numbers(
                            people.people(),
                            people.active(),
                            people.operators(),
                            totals.accounts(),
                            totals.suspended(),
                            totals.workspaces(),
                            totals.posts(),
                            runs(db),
                            usage(db, now),
                            queues(now),
                            reported(db, now),
                            impersonations.running(),
                            now);
                });
    }

    private static Map<String, Integer> runs(JdbcClient db) {
        var runs = new TreeMap<String, Integer>();
        db.sql("select status, count(*) as n from app.workflow_runs group by status")
                .query(
                        row -> {
                            runs.put(row.getString("status"), row.getInt("n"));
                        });
        return runs;
    }

    private static List<Usage> usage(JdbcClient db, Instant now) {
        return db.sql(USAGE)
                .param(
                        "today",
                        LocalDate.ofInstant(now, ZoneOffset.UTC)
                                .atStartOfDay()
                                .atOffset(ZoneOffset.UTC))
                .param("since", now.minus(LONG).atOffset(ZoneOffset.UTC))
                .query((row, _) -> usage(row))
                .list();
    }

    private static List<Reported> reported(JdbcClient db, Instant now) {
        return db.sql(REPORTED)
                .param("since", now.minus(LONG).atOffset(ZoneOffset.UTC))
                .query(Reported.class)
                .list();
    }

    private List<Queue> queues(Instant now) {
        return jdbc.sql(QUEUES)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> queue(row))
                .list();
    }

    private static Usage usage(ResultSet row) throws SQLException {
        return new Usage(
                row.getString("provider"),
                row.getLong("tokens_today"),
                row.getBigDecimal("cost_today"),
                row.getLong("tokens"),
                row.getBigDecimal("cost"));
    }

    private static Queue queue(ResultSet row) throws SQLException {
        var oldest = row.getObject("oldest", OffsetDateTime.class);
        return new Queue(
                row.getString("task_name"),
                row.getInt("due"),
                row.getInt("running"),
                oldest == null ? null : oldest.toInstant());
    }
}
