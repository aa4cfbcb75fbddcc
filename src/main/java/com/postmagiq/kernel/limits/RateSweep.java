package com.postmagiq.kernel.limits;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the table of buckets small. Running twice changes nothing: the second finds no rows. */
@Configuration(proxyBeanMethods = false)
class RateSweep {
    @Bean
    RecurringTask<Void> sweepRateBuckets(RateBuckets buckets) {
        return Tasks.recurring("rate-buckets-sweep", FixedDelay.ofMinutes(10))
                .execute((_, _) -> buckets.sweep());
    }
}
