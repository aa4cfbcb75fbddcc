package com.postmagiq.workflow.control;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import com.postmagiq.workflow.run.RunTasks.RunRef;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Every minute: wakes runs that wait for work without a task, pauses runs whose decision is
 * overdue, and takes back questions of ended runs. The sweep only collects ids; each run is then
 * handled inside its workspace, under its row's lock, and only if the finding still holds. Running
 * twice is harmless for that reason.
 */
@Configuration(proxyBeanMethods = false)
class RunRepair {
    private static final Logger LOG = LoggerFactory.getLogger(RunRepair.class);
    private static final FixedDelay EVERY = FixedDelay.ofMinutes(1);
    private static final int BATCH = 200;

    private static final String WITHOUT_TASK =
            """
            select r.workspace_id, r.id as run_id
              from app.workflow_runs r
             where r.status in ('queued', 'running')
               and not exists (select from core.scheduled_tasks t
                                where t.task_name = 'advance-run'
                                  and t.task_instance like r.id::text || ':%')
             limit :batch
            """;
    private static final String OVERDUE =
            """
            select workspace_id, run_id from app.workflow_decisions
             where status = 'open' and expires_at < :now
             limit :batch
            """;

    private static final String LEFT_OPEN =
            """
            select d.workspace_id, d.run_id
              from app.workflow_decisions d
              join app.workflow_runs r on r.workspace_id = d.workspace_id and r.id = d.run_id
             where d.status = 'open' and r.status in ('complete', 'halted', 'failed', 'aborted')
             limit :batch
            """;

    @Bean
    RecurringTask<Void> repairRuns(SystemDb system, RunMending mending, Clock clock) {
        return Tasks.recurring("repair-runs", EVERY)
                .execute(
                        (_, _) -> {
                            each(
                                    found(system, WITHOUT_TASK, Map.of()),
                                    run -> mending.wakeIfIdle(run.runId()));
                            var now = clock.instant().atOffset(ZoneOffset.UTC);
                            each(
                                    found(system, OVERDUE, Map.of("now", now)),
                                    run -> mending.expire(run.runId()));
                            each(
                                    found(system, LEFT_OPEN, Map.of()),
                                    run -> mending.cancelLeftOpen(run.runId()));
                        });
    }

    private static List<RunRef> found(SystemDb system, String sql, Map<String, ?> parameters) {
        return system.call(
                SystemDb.Reason.SWEEP,
                db ->
                        db.sql(sql)
                                .params(parameters)
                                .param("batch", BATCH)
                                .query(RunRef.class)
                                .list());
    }

    private static void each(List<RunRef> found, Consumer<RunRef> repair) {
        for (var run : found) {
            LOG.info("Repairing run {}", run.runId());
            CurrentWorkspace.run(run.workspaceId(), () -> repair.accept(run));
        }
    }
}
