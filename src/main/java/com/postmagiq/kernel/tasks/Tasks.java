package com.postmagiq.kernel.tasks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Schedules background work inside the caller's transaction: it exists if and only if that commits,
 * and starts within milliseconds of it on a node that runs workers. Data holds ids only.
 */
public class Tasks {
    private final SchedulerClient client;
    private final ObjectProvider<Scheduler> scheduler;

    /**
     * @param client writes through the application's transaction-aware data source
     * @param scheduler absent on nodes without workers and in commands
     */
    public Tasks(SchedulerClient client, ObjectProvider<Scheduler> scheduler) {
        this.client = client;
        this.scheduler = scheduler;
    }

    /**
     * Schedules one execution; a second one under the same key while the first is pending changes
     * nothing.
     */
    public <T> void schedule(TaskDescriptor<T> task, String key, T data, Instant at) {
        client.scheduleIfNotExists(task.instance(key).data(data).scheduledTo(at));
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            hurry();
                        }
                    });
        } else {
            hurry();
        }
    }

    private void hurry() {
        scheduler.ifAvailable(Scheduler::triggerCheckForDueExecutions);
    }
}
