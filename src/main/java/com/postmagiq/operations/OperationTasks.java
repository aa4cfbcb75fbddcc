package com.postmagiq.operations;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The task that works on operations, and the sweep of those that ended long ago. Files go by the
 * time of their own.
 */
@Configuration(proxyBeanMethods = false)
class OperationTasks {
    private static final Logger LOG = LoggerFactory.getLogger(OperationTasks.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final FixedDelay HOURLY = FixedDelay.ofHours(1);
    private static final Duration KEPT = Duration.ofDays(30);

    /** No attempt takes longer. */
    private static final Duration FOLDERS_KEPT = Duration.ofDays(1);

    private static final int BATCH = 500;

    private final SystemDb system;
    private final OperationRows rows;
    private final OperationRunner runner;
    private final Clock clock;

    OperationTasks(SystemDb system, OperationRows rows, OperationRunner runner, Clock clock) {
        this.system = system;
        this.rows = rows;
        this.runner = runner;
        this.clock = clock;
    }

    @Bean
    OneTimeTask<Operations.Ref> operationTask() {
        return Tasks.oneTime(Operations.WORK)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(LOOK_AGAIN))
                .execute((instance, _) -> work(instance.getData()));
    }

    @Bean
    RecurringTask<Void> operationsExpireTask() {
        return Tasks.recurring("operations-expire", HOURLY).execute((_, _) -> sweep());
    }

    private void work(Operations.Ref ref) {
        if (ref.workspaceId() == null) {
            runner.attempt(Ledger.PERSON, ref.id());
        } else {
            CurrentWorkspace.run(
                    ref.workspaceId(), () -> runner.attempt(Ledger.WORKSPACE, ref.id()));
        }
    }

    void sweep() {
        var before = clock.instant().minus(KEPT);
        var gone = inBatches(Ledger.PERSON, before);
        for (var workspace : workspacesWithEnded(before)) {
            gone += CurrentWorkspace.call(workspace, () -> inBatches(Ledger.WORKSPACE, before));
        }
        runner.sweepFolders(clock.instant().minus(FOLDERS_KEPT));
        LOG.debug("{} ended operations forgotten", gone);
    }

    private int inBatches(Ledger ledger, Instant before) {
        var all = 0;
        int deleted;
        do {
            deleted = rows.deleteEnded(ledger, before, BATCH);
            all += deleted;
        } while (deleted == BATCH);
        return all;
    }

    private List<UUID> workspacesWithEnded(Instant before) {
        return system.call(
                SystemDb.Reason.SWEEP,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select distinct workspace_id from app.operations
                                         where finished_at <= :before
                                            or status = 'needs_review' and created_at <= :before
                                         limit :batch
                                        """)
                                .param("before", before.atOffset(ZoneOffset.UTC))
                                .param("batch", BATCH)
                                .query(UUID.class)
                                .list());
    }
}
