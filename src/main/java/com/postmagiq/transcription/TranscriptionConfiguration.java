package com.postmagiq.transcription;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The task that transcribes. Running twice is harmless: only an open transcription is worked on,
 * each run of the task counts as an attempt, and attempts have an end. A database that is away is
 * waited for.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TranscriptionSettings.class)
class TranscriptionConfiguration {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    @Bean
    OneTimeTask<TranscriptionTasks.Ref> transcribe(
            Transcribing transcribing, TranscriptionTasks tasks, Clock clock) {
        return Tasks.oneTime(TranscriptionTasks.TRANSCRIBE)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(LOOK_AGAIN))
                .execute(
                        (instance, _) -> {
                            var ref = instance.getData();
                            CurrentWorkspace.run(
                                    ref.workspaceId(), () -> work(ref, transcribing, tasks, clock));
                        });
    }

    private static void work(
            TranscriptionTasks.Ref ref,
            Transcribing transcribing,
            TranscriptionTasks tasks,
            Clock clock) {
        transcribing
                .attempt(ref.transcriptionId())
                .ifPresent(
                        delay ->
                                tasks.schedule(
                                        ref.workspaceId(),
                                        ref.transcriptionId(),
                                        clock.instant().plus(delay)));
    }
}
