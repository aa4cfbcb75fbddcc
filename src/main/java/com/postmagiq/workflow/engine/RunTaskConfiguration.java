package com.postmagiq.workflow.engine;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.RunTasks.RunRef;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The task that advances runs. Running twice is harmless: each claim raises the run's fencing
 * number, and only the newest claim writes. A failure, such as a database that is away, is tried
 * again until it works.
 */
@Configuration(proxyBeanMethods = false)
class RunTaskConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(RunTaskConfiguration.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int DOUBLINGS = 5;

    @Bean
    OneTimeTask<RunRef> advanceRun(Engine engine) {
        return Tasks.oneTime(RunTasks.ADVANCE)
                .onFailure(RunTaskConfiguration::again)
                .execute(
                        (instance, _) ->
                                engine.advance(
                                        instance.getData().workspaceId(),
                                        instance.getData().runId(),
                                        instance.getId()));
    }

    private static void again(ExecutionComplete failed, ExecutionOperations<RunRef> operations) {
        if (failed.getCause().filter(RunBusy.class::isInstance).isPresent()) {
            operations.reschedule(failed, failed.getTimeDone().plus(LOOK_AGAIN));
            return;
        }
        var failures = failed.getExecution().consecutiveFailures;
        var doubled = Duration.ofSeconds(1L << Math.min(failures, DOUBLINGS));
        var wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
        LOG.warn(
                "Advancing {} failed ({}); next try in {} s",
                failed.getExecution().taskInstance.getId(),
                failed.getCause().map(Throwable::toString).orElse("unknown"),
                wait.toSeconds());
        operations.reschedule(failed, failed.getTimeDone().plus(wait));
    }
}
