package com.postmagiq.admin;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.identity.Impersonations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every minute: ends impersonations whose hour is over. Their sessions end by themselves. */
@Configuration(proxyBeanMethods = false)
class ImpersonationExpire {
    private static final Logger LOG = LoggerFactory.getLogger(ImpersonationExpire.class);
    private static final FixedDelay EVERY = FixedDelay.ofMinutes(1);

    @Bean
    RecurringTask<Void> impersonationExpireTask(Impersonations impersonations) {
        return Tasks.recurring("impersonation-expire", EVERY)
                .execute((_, _) -> LOG.debug("{} impersonations ended", impersonations.expire()));
    }
}
