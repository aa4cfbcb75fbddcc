package com.postmagiq.telemetry;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.postmagiq.kernel.database.MonthlyPartitions;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What time does to events, every night: those about errors and slowness go after thirty days,
 * others lose the person after a year, or earlier where the person chose that or allows it no
 * longer; feedback after two years. Months that are long over are dropped.
 */
@Configuration(proxyBeanMethods = false)
class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Daily AT_NIGHT = new Daily(ZoneOffset.UTC, LocalTime.of(2, 20));
    private static final Duration OPERATIONAL_KEPT = Duration.ofDays(30);
    private static final Duration FEEDBACK_NAMED = Duration.ofDays(730);
    private static final Duration MONTHS_KEPT = Duration.ofDays(3 * 365);
    private static final int BATCH = 500;

    private static final String WITH_EVENTS =
            """
            select distinct workspace_id from app.telemetry_events
             where not is_anonymized or occurred_at < :month
            """;

    private static final String DELETE =
            """
            delete from app.telemetry_events
             where (id, occurred_at) in (
               select id, occurred_at from app.telemetry_events
                where event_category = 'operational' and occurred_at < :month limit :batch)
            """;

    private static final String ANONYMIZE =
            """
            update app.telemetry_events
               set user_id = null, session_hash = null, is_anonymized = true,
                   payload = payload - array['user_email', 'user_name', 'ip_address']
             where (id, occurred_at) in (
               select e.id, e.occurred_at
                 from app.telemetry_events e
                 left join core.users u on u.id = e.user_id
                 left join lateral (
                   select c.granted from core.privacy_consents c
                    where c.user_id = e.user_id and c.key = 'analytics' order by c.id desc limit 1) consent on true
                where not e.is_anonymized and e.event_category <> 'operational'
                  and (case when e.event_category = 'feedback' then e.occurred_at < :feedback
                            else consent.granted is false
                                 or e.occurred_at < cast(:now as timestamptz) - make_interval(days =>
                                      case u.data_retention_days when 30 then 30 when 90 then 90 else 365 end) end)
                limit :batch)
            """;

    private final SystemDb system;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MonthlyPartitions months;
    private final Clock clock;

    Retention(
            SystemDb system,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            MonthlyPartitions months,
            Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.months = months;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> telemetryRetention() {
        return Tasks.recurring("telemetry-retention", AT_NIGHT).execute((_, _) -> run());
    }

    void run() {
        var now = clock.instant();
        var deleted = 0;
        var anonymized = 0;
        for (var workspace : workspaces(now)) {
            deleted += CurrentWorkspace.call(workspace, () -> inBatches(DELETE, now));
            anonymized += CurrentWorkspace.call(workspace, () -> inBatches(ANONYMIZE, now));
        }
        var dropped =
                months.keep("app.make_telemetry_month", "app.drop_telemetry_months", MONTHS_KEPT);
        LOG.info(
                "{} events deleted, {} are nobody's from now on, {} months dropped",
                deleted,
                anonymized,
                dropped);
    }

    private int inBatches(String sql, Instant now) {
        var all = 0;
        int rows;
        do {
            rows =
                    transaction.<Integer>execute(
                            _ ->
                                    jdbc.sql(sql)
                                            .param("month", at(now.minus(OPERATIONAL_KEPT)))
                                            .param("feedback", at(now.minus(FEEDBACK_NAMED)))
                                            .param("now", at(now))
                                            .param("batch", BATCH)
                                            .update());
            all += rows;
        } while (rows == BATCH);
        return all;
    }

    private List<UUID> workspaces(Instant now) {
        return system.call(
                SystemDb.Reason.SWEEP,
                db ->
                        db.sql(WITH_EVENTS)
                                .param("month", at(now.minus(OPERATIONAL_KEPT)))
                                .query(UUID.class)
                                .list());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
