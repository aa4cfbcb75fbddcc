package com.postmagiq.workspace;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Two days before a workspace's rule about second factors begins, those who have none are told once
 * more. Running twice writes to nobody twice: each mail has a key of its own.
 */
@Configuration(proxyBeanMethods = false)
class SecondFactorReminder {
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactorReminder.class);
    private static final Duration BEFORE = Duration.ofDays(2);
    private static final int BATCH = 500;

    private static final String SOON =
            """
            select id from app.workspaces
             where status = 'active'
               and cast(settings ->> :from as timestamptz) between :now and :at
               and (cast(:after as uuid) is null or id > :after)
             order by id limit :batch
            """;

    private final SystemDb system;
    private final SecondFactorRule rule;
    private final Clock clock;

    SecondFactorReminder(SystemDb system, SecondFactorRule rule, Clock clock) {
        this.system = system;
        this.rule = rule;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> secondFactorReminderTask() {
        return Tasks.recurring(
                        "second-factor-reminder", new Daily(ZoneOffset.UTC, LocalTime.of(8, 0)))
                .execute((_, _) -> remind());
    }

    void remind() {
        UUID last = null;
        var all = 0;
        List<UUID> soon;
        do {
            soon = after(last);
            for (var workspace : soon) {
                CurrentWorkspace.run(workspace, rule::remind);
                last = workspace;
            }
            all += soon.size();
        } while (soon.size() == BATCH);
        LOG.debug("{} workspaces ask for second factors soon", all);
    }

    private List<UUID> after(@Nullable UUID last) {
        var now = clock.instant();
        return system.call(
                SystemDb.Reason.SWEEP,
                jdbc ->
                        jdbc.sql(SOON)
                                .param("from", WorkspaceSettings.SECOND_FACTOR_FROM)
                                .param("now", Rows.at(now))
                                .param("at", Rows.at(now.plus(BEFORE)))
                                .param("after", last)
                                .param("batch", BATCH)
                                .query(UUID.class)
                                .list());
    }
}
