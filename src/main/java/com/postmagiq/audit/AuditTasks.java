package com.postmagiq.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The log's upkeep: sealing every five minutes, comparing with the seals every night, forgetting
 * where people came from after thirty days, and months. Running twice changes nothing.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditTasks {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTasks.class);
    private static final FixedDelay OFTEN = FixedDelay.ofMinutes(5);

    /** Longer than any transaction may last, so nothing is recorded there any more. */
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private static final Duration ORIGINS_KEPT = Duration.ofDays(30);
    private static final int BATCH = 500;

    private static final String DELETE_ORIGINS =
            """
            delete from {s}.audit_origins
             where audit_id in (select audit_id from {s}.audit_origins where recorded_at < :before limit :batch)
            """;

    private final AuditedWorkspaces workspaces;
    private final Sealing sealing;
    private final Verification verification;
    private final AuditMonths months;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Clock clock;

    AuditTasks(
            AuditedWorkspaces workspaces,
            Sealing sealing,
            Verification verification,
            AuditMonths months,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeterRegistry meters,
            Clock clock) {
        this.workspaces = workspaces;
        this.sealing = sealing;
        this.verification = verification;
        this.months = months;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> auditSeal() {
        return Tasks.recurring("audit-seal", OFTEN).execute((_, _) -> seal());
    }

    @Bean
    RecurringTask<Void> auditVerify() {
        return Tasks.recurring("audit-verify", daily(4, 10)).execute((_, _) -> verify());
    }

    @Bean
    RecurringTask<Void> auditRetention() {
        return Tasks.recurring("audit-retention", daily(2, 10)).execute((_, _) -> forgetOrigins());
    }

    @Bean
    RecurringTask<Void> partitions() {
        return Tasks.recurring("partitions", daily(2, 0))
                .execute((_, _) -> LOG.info("{} months of the audit log dropped", months.keep()));
    }

    void seal() {
        var until = clock.instant().minus(SETTLED);
        var sealed = sealing.seal(Trail.INSTALLATION, until);
        for (var workspace : workspaces.toSeal(until)) {
            sealed += CurrentWorkspace.call(workspace, () -> sealing.seal(Trail.WORKSPACE, until));
        }
        LOG.debug("{} audit entries sealed", sealed);
    }

    /** Whether everything fits. */
    boolean verify() {
        return verification.everything().stream()
                .map(log -> told(log.workspaceId(), log.report()))
                .reduce(true, Boolean::logicalAnd);
    }

    void forgetOrigins() {
        var before = clock.instant().minus(ORIGINS_KEPT);
        var gone = forget(Trail.INSTALLATION, before);
        for (var workspace : workspaces.withOriginsBefore(before)) {
            gone += CurrentWorkspace.call(workspace, () -> forget(Trail.WORKSPACE, before));
        }
        LOG.info("{} origins of audit entries forgotten", gone);
    }

    private int forget(Trail trail, Instant before) {
        var all = 0;
        int rows;
        do {
            rows =
                    transactions.execute(
                            _ ->
                                    jdbc.sql(trail.sql(DELETE_ORIGINS))
                                            .param("before", EntryFilter.at(before))
                                            .param("batch", BATCH)
                                            .update());
            all += rows;
        } while (rows == BATCH);
        return all;
    }

    private boolean told(@Nullable UUID workspace, Verification.Report report) {
        var fault = report.problem();
        if (fault == null) {
            return true;
        }
        meters.counter("audit.verify_failed").increment();
        LOG.error(
                "The audit log of {} does not fit its seals: {} at seal {}, recorded from {} to {}",
                workspace == null ? "the installation" : "workspace " + workspace,
                fault.kind().code(),
                fault.sealNo(),
                fault.from(),
                fault.to());
        return false;
    }

    private static Daily daily(int hour, int minute) {
        return new Daily(ZoneOffset.UTC, LocalTime.of(hour, minute));
    }
}
