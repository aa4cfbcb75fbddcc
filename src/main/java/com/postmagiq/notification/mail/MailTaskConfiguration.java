package com.postmagiq.notification.mail;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.crypto.SealedColumn;
import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.notification.mail.MailQueue.MailRef;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way out for mails, and the tasks that use it. Running a task twice is harmless: an ended mail
 * is not taken again, and tries are counted. A database that is away is waited for.
 */
@Configuration(proxyBeanMethods = false)
class MailTaskConfiguration {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
    private static final FixedDelay CLEANED_EVERY = FixedDelay.ofMinutes(60);

    @Bean
    MailTransport mailTransport(MailSettings settings, JsonMapper json, Clock clock) {
        return switch (settings.way()) {
            case SMTP -> new SmtpTransport(settings, clock);
            case RESEND -> new ResendTransport(settings, json);
            case LOG -> new LogTransport();
        };
    }

    @Bean
    CustomTask<MailRef> sendMail(MailWorker worker) {
        return Tasks.custom(MailQueue.SEND)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(LOOK_AGAIN))
                .execute(
                        (instance, _) ->
                                worker.work(instance.getData().mailId())
                                        .<CompletionHandler<MailRef>>map(
                                                at ->
                                                        (done, operations) ->
                                                                operations.reschedule(done, at))
                                        .orElseGet(CompletionHandler.OnCompleteRemove::new));
    }

    @Bean
    SealedColumn sealedMails() {
        return new SealedColumn("email_queue", "secret_data");
    }

    @Bean
    RecurringTask<Void> cleanMails(MailCleanup cleanup) {
        return Tasks.recurring("mail-clean-up", CLEANED_EVERY).execute((_, _) -> cleanup.sweep());
    }
}
