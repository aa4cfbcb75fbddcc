package com.postmagiq.content;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What time does to deleted posts: after a while they go for good, with all that hangs on them. Ids
 * are collected over all workspaces, then each post is removed in its own.
 */
@Configuration(proxyBeanMethods = false)
class PostEnd {
    private static final Logger LOG = LoggerFactory.getLogger(PostEnd.class);
    private static final Daily NIGHTLY = new Daily(ZoneOffset.UTC, LocalTime.of(3, 45));
    private static final int BATCH = 500;

    /** So long can a deleted post be brought back. */
    static final Duration KEPT = Duration.ofDays(30);

    private static final String OLD =
            """
            select workspace_id, id from app.posts
             where is_deleted and deleted_at <= :at order by deleted_at limit :batch
            """;

    private record Due(UUID workspaceId, UUID id) {}

    private final SystemDb system;
    private final PostRemoval removal;
    private final Clock clock;

    PostEnd(SystemDb system, PostRemoval removal, Clock clock) {
        this.system = system;
        this.removal = removal;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> postPurgeTask() {
        return Tasks.recurring("post-purge", NIGHTLY).execute((_, _) -> purge());
    }

    void purge() {
        var all = 0;
        List<Due> due;
        do {
            due = due();
            for (var post : due) {
                CurrentWorkspace.run(post.workspaceId(), () -> removal.purge(post.id()));
            }
            all += due.size();
        } while (due.size() == BATCH);
        LOG.info("{} deleted posts removed for good", all);
    }

    private List<Due> due() {
        return system.call(
                SystemDb.Reason.SWEEP,
                jdbc ->
                        jdbc.sql(OLD)
                                .param("at", Columns.at(clock.instant().minus(KEPT)))
                                .param("batch", BATCH)
                                .query(Due.class)
                                .list());
    }
}
