package com.postmagiq.asset;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Every five minutes: deletes rows of uploads that never ended and of files whose time is over,
 * then removes the files of deleted rows. Every week it compares the folder with the rows. All of
 * it may run twice, on several nodes too: the second time there is nothing left to do.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AssetSettings.class)
class AssetCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(AssetCleanup.class);
    private static final FixedDelay OFTEN = FixedDelay.ofMinutes(5);
    private static final FixedDelay WEEKLY = FixedDelay.of(Duration.ofDays(7));
    private static final Duration GIVEN_UP = Duration.ofHours(24);
    private static final int BATCH = 100;

    private static final String OVER =
            """
            (select workspace_id, id from app.assets
              where state = 'uploading' and created_at < :given_up limit :batch)
            union all
            (select workspace_id, id from app.assets
              where expires_at <= :now limit :batch)
            """;

    /** A row to delete, in its workspace. */
    record Over(UUID workspaceId, UUID id) {}

    @Bean
    RecurringTask<Void> cleanUpAssets(
            SystemDb system,
            Assets assets,
            PersonalFiles personal,
            AssetDeletions deletions,
            LocalStore store,
            Clock clock) {
        return Tasks.recurring("clean-up-assets", OFTEN)
                .execute((_, _) -> sweep(system, assets, personal, deletions, store, clock));
    }

    static void sweep(
            SystemDb system,
            Assets assets,
            PersonalFiles personal,
            AssetDeletions deletions,
            LocalStore store,
            Clock clock) {
        var givenUp = clock.instant().minus(GIVEN_UP);
        List<Over> over =
                system.call(
                        SystemDb.Reason.SWEEP,
                        db ->
                                db.sql(OVER)
                                        .param("given_up", givenUp.atOffset(ZoneOffset.UTC))
                                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                                        .param("batch", BATCH)
                                        .query(Over.class)
                                        .list());
        for (var row : over) {
            CurrentWorkspace.run(row.workspaceId(), () -> remove(assets, row.id()));
        }
        personal.sweep();
        deletions.removeDue();
        try {
            var left = store.sweepIncoming(givenUp);
            if (left > 0) {
                LOG.info("Removed {} files of uploads that were never finished", left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Assets assets, UUID id) {
        try {
            assets.delete(id);
        } catch (ProblemException e) {
            LOG.info("A file whose time is over stays for now: {}", e.getMessage());
        }
    }

    @Bean
    RecurringTask<Void> findOrphanedFiles(OrphanScan scan) {
        return Tasks.recurring("find-orphaned-files", WEEKLY).execute((_, _) -> scan.run());
    }
}
