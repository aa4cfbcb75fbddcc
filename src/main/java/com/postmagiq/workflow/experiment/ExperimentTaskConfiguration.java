package com.postmagiq.workflow.experiment;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.postmagiq.workflow.experiment.ExperimentTasks.ExperimentRef;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The task that advances experiments. Running twice is harmless: each execution locks the
 * experiment and looks anew at what there is. A failure, such as a database that is away, is tried
 * again until the experiment has ended.
 */
@Configuration(proxyBeanMethods = false)
class ExperimentTaskConfiguration {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    @Bean
    CustomTask<ExperimentRef> advanceExperiment(ExperimentConductor conductor) {
        return Tasks.custom(ExperimentTasks.ADVANCE)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(LOOK_AGAIN))
                .execute(
                        (instance, _) -> {
                            var reference = instance.getData();
                            var goesOn =
                                    conductor.advance(
                                            reference.workspaceId(), reference.experimentId());
                            return goesOn && reference.runId() == null
                                    ? (done, operations) ->
                                            operations.reschedule(
                                                    done, done.getTimeDone().plus(LOOK_AGAIN))
                                    : new CompletionHandler.OnCompleteRemove<>();
                        });
    }
}
