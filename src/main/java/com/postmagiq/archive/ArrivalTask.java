package com.postmagiq.archive;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweep of imports that failed where nobody could tidy up. */
@Configuration(proxyBeanMethods = false)
class ArrivalTask {
    private static final FixedDelay OFTEN = FixedDelay.ofMinutes(5);

    @Bean
    RecurringTask<Void> arrivalsExpireTask(Arrivals arrivals) {
        return Tasks.recurring("archive-arrivals-expire", OFTEN)
                .execute((_, _) -> arrivals.sweep());
    }
}
