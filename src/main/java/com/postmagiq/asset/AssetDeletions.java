package com.postmagiq.asset;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Files whose rows are gone. The database writes an entry with every deleted row, also when a whole
 * workspace goes; removing a file twice is harmless, and one that is gone counts as removed.
 */
@Repository
class AssetDeletions {
    private static final Logger LOG = LoggerFactory.getLogger(AssetDeletions.class);
    private static final int BATCH = 100;
    private static final int DOUBLINGS = 8;
    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final LocalStore store;
    private final Clock clock;

    AssetDeletions(JdbcClient jdbc, LocalStore store, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.clock = clock;
    }

    private record Due(UUID id, String objectKey, int attempts) {}

    /** Removes files that wait for it, a batch at a time; the number that went. */
    int removeDue() {
        var removed = 0;
        for (var due : due()) {
            if (remove(due)) {
                removed++;
            }
        }
        jdbc.sql("delete from core.asset_deletions where cleaned_up_at < :before")
                .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
                .update();
        return removed;
    }

    private List<Due> due() {
        return jdbc.sql(
                        """
                        select id, object_key, attempts
                          from core.asset_deletions
                         where cleaned_up_at is null and next_attempt_at <= :now
                         order by next_attempt_at
                         limit :batch
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("batch", BATCH)
                .query(Due.class)
                .list();
    }

    private boolean remove(Due due) {
        var now = clock.instant();
        try {
            store.delete(due.objectKey());
            jdbc.sql(
                            "update core.asset_deletions set cleaned_up_at = :now, last_error = null where id = :id")
                    .param("now", now.atOffset(ZoneOffset.UTC))
                    .param("id", due.id())
                    .update();
            return true;
        } catch (IOException e) {
            var wait = Duration.ofMinutes(1L << Math.min(due.attempts(), DOUBLINGS));
            LOG.warn(
                    "File {} could not be removed ({}); next try in {} min",
                    due.objectKey(),
                    e.toString(),
                    wait.toMinutes());
            jdbc.sql(
                            """
                            update core.asset_deletions
                               set attempts = attempts + 1, next_attempt_at = :next, last_error = :error
                             where id = :id
                            """)
                    .param("next", now.plus(wait).atOffset(ZoneOffset.UTC))
                    .param("error", e.getClass().getSimpleName())
                    .param("id", due.id())
                    .update();
            return false;
        }
    }
}
