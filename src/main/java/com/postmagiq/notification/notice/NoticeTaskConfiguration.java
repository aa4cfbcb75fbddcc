package com.postmagiq.notification.notice;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Forgets old notices; a second run finds nothing to do. */
@Configuration(proxyBeanMethods = false)
class NoticeTaskConfiguration {
    private static final FixedDelay CLEANED_EVERY = FixedDelay.ofMinutes(60);

    @Bean
    RecurringTask<Void> cleanNotices(Notices notices) {
        return Tasks.recurring("notice-clean-up", CLEANED_EVERY).execute((_, _) -> notices.sweep());
    }
}
