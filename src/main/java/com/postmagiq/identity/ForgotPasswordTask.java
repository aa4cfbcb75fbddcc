package com.postmagiq.identity;

import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sends links for forgotten passwords apart from the request, so that its duration tells nothing.
 * Running twice sends a second link, which makes the first one useless.
 */
@Configuration(proxyBeanMethods = false)
class ForgotPasswordTask {
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final int TRIES = 5;

    @Bean
    OneTimeTask<NewPassword.Forgot> sendPasswordResetLink(NewPassword newPassword) {
        return Tasks.oneTime(NewPassword.SEND_LINK)
                .onFailure(
                        FailureHandler.<NewPassword.Forgot>maxRetries(TRIES)
                                .retryEvery(AGAIN)
                                .thenRemove())
                .execute((instance, _) -> newPassword.sendLink(instance.getData()));
    }
}
