package com.postmagiq.privacy;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.postmagiq.identity.AccountEnd;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every night: erases people whose time to change their mind is over. */
@Configuration(proxyBeanMethods = false)
class ErasureTask {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureTask.class);
    private static final Daily AT_NIGHT = new Daily(ZoneOffset.UTC, LocalTime.of(3, 50));
    private static final int BATCH = 500;

    private final AccountEnd accountEnd;
    private final Eraser eraser;

    ErasureTask(AccountEnd accountEnd, Eraser eraser) {
        this.accountEnd = accountEnd;
        this.eraser = eraser;
    }

    @Bean
    RecurringTask<Void> erasure() {
        return Tasks.recurring("erasure", AT_NIGHT).execute((_, _) -> eraseDue());
    }

    /** One who cannot be erased must not keep the others; they are tried again the next night. */
    void eraseDue() {
        var due = accountEnd.due(BATCH);
        var erased = 0;
        for (var subject : due) {
            try {
                eraser.erase(subject);
                erased++;
            } catch (RuntimeException e) {
                LOG.error("Person {} could not be erased", subject.id(), e);
            }
        }
        LOG.info("{} of {} people erased", erased, due.size());
    }
}
