package com.postmagiq.content.calendar;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What time does to plans, in each workspace by itself: every hour recurring posts whose next day
 * has come near are made, and every minute posts whose time has come are flagged.
 */
@Configuration(proxyBeanMethods = false)
class CalendarSweep {
    private static final Logger LOG = LoggerFactory.getLogger(CalendarSweep.class);
    private static final int BATCH = 500;

    /** A day ahead of the date in UTC, since it is tomorrow somewhere already. */
    private static final String DUE =
            """
            select workspace_id, id from app.post_recurrences
             where status = 'active' and next_on - lead_days <= :tomorrow and (workspace_id, id) > (:workspace, :after)
             order by workspace_id, id
             limit :batch
            """;

    private static final String WITH_DUE_POSTS =
            "select distinct workspace_id from app.posts where " + PublishDue.IS_DUE;

    private static final UUID FIRST = new UUID(0, 0);

    private record Rule(UUID workspaceId, UUID id) {}

    private final SystemDb system;
    private final MakeOccurrences make;
    private final PublishDue publishDue;
    private final TransactionOperations transactions;
    private final Clock clock;

    CalendarSweep(
            SystemDb system,
            MakeOccurrences make,
            PublishDue publishDue,
            TransactionOperations transactions,
            Clock clock) {
        this.system = system;
        this.make = make;
        this.publishDue = publishDue;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> recurringPostsTask() {
        return Tasks.recurring("recurring-posts", FixedDelay.ofHours(1))
                .execute((_, _) -> recurring());
    }

    @Bean
    RecurringTask<Void> publishDueTask() {
        return Tasks.recurring("publish-due", FixedDelay.ofMinutes(1))
                .execute((_, _) -> timesThatHaveCome());
    }

    /** Flags posts whose time has come; running it again finds nothing. */
    void timesThatHaveCome() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var workspaces =
                system.call(
                        SystemDb.Reason.SWEEP,
                        jdbc ->
                                jdbc.sql(WITH_DUE_POSTS)
                                        .param("now", now)
                                        .query(UUID.class)
                                        .list());
        workspaces.forEach(id -> CurrentWorkspace.run(id, this::flagAll));
        LOG.debug("Posts of {} workspaces have become due", workspaces.size());
    }

    private void flagAll() {
        int flagged;
        do {
            flagged = publishDue.flag();
        } while (flagged == PublishDue.BATCH);
    }

    /** Makes what is due; running it again finds nothing. */
    void recurring() {
        var last = new Rule(FIRST, FIRST);
        List<Rule> rules;
        do {
            rules = due(last);
            for (var rule : rules) {
                CurrentWorkspace.run(
                        rule.workspaceId(),
                        () -> transactions.executeWithoutResult(_ -> make.due(rule.id(), null)));
                last = rule;
            }
            LOG.debug("{} recurring posts looked at", rules.size());
        } while (rules.size() == BATCH);
    }

    private List<Rule> due(Rule last) {
        var tomorrow = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return system.call(
                SystemDb.Reason.SWEEP,
                jdbc ->
                        jdbc.sql(DUE)
                                .param("tomorrow", tomorrow)
                                .param("workspace", last.workspaceId())
                                .param("after", last.id())
                                .param("batch", BATCH)
                                .query(
                                        (row, _) ->
                                                new Rule(
                                                        row.getObject("workspace_id", UUID.class),
                                                        row.getObject("id", UUID.class)))
                                .list());
    }
}
