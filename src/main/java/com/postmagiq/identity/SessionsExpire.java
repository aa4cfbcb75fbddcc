package com.postmagiq.identity;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Marks sessions whose time is over, deletes them thirty days later with their refresh tokens,
 * forgets browsers unused for long and old links, and drops unfinished sign-ins and empty throttle
 * buckets. Running twice changes nothing: the second run finds no rows. Each statement is a
 * transaction of its own, so a long backlog never holds many locks.
 */
@Configuration(proxyBeanMethods = false)
class SessionsExpire {
    private static final Logger LOG = LoggerFactory.getLogger(SessionsExpire.class);
    private static final FixedDelay EVERY = FixedDelay.ofMinutes(10);
    private static final Duration KEPT_AFTER_END = Duration.ofDays(30);
    private static final int BATCH = 500;

    private static final String MARK =
            """
            update core.active_sessions set revoked_at = expires_at, revoked_reason = 'expired'
             where id in (select id from core.active_sessions
                           where revoked_at is null and expires_at <= :before
                           order by expires_at limit :batch for update skip locked)
            """;

    private static final String DELETE =
            """
            delete from core.active_sessions
             where id in (select id from core.active_sessions
                           where revoked_at <= :before
                           order by revoked_at limit :batch for update skip locked)
            """;

    private static final String DEVICES =
            """
            delete from core.known_devices
             where id in (select id from core.known_devices
                           where last_used_at <= :before
                           order by last_used_at limit :batch for update skip locked)
            """;

    private static final String BUCKETS =
            """
            delete from core.sign_in_throttles
             where bucket_hash in (select bucket_hash from core.sign_in_throttles
                                    where empty_at <= :before
                                    order by empty_at limit :batch for update skip locked)
            """;

    private static final String ATTEMPTS =
            """
            delete from core.sign_in_attempts
             where id in (select id from core.sign_in_attempts
                           where expires_at <= :before
                           order by expires_at limit :batch for update skip locked)
            """;

    private static final String LINKS =
            """
            delete from core.one_time_tokens
             where id in (select id from core.one_time_tokens
                           where expires_at <= :before
                           order by expires_at limit :batch for update skip locked)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    SessionsExpire(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> sessionsExpireTask() {
        return Tasks.recurring("sessions-expire", EVERY).execute((_, _) -> sweep());
    }

    void sweep() {
        var marked = inBatches(MARK, Duration.ZERO);
        var deleted = inBatches(DELETE, KEPT_AFTER_END);
        var devices = inBatches(DEVICES, KnownDevices.REMEMBERED);
        var attempts = inBatches(ATTEMPTS, Duration.ZERO);
        var buckets = inBatches(BUCKETS, Duration.ZERO);
        var links = inBatches(LINKS, KEPT_AFTER_END);
        LOG.debug(
                "{} sessions ended, {} forgotten, {} browsers forgotten, {} unfinished sign-ins dropped, {} throttles emptied, {} links forgotten",
                marked,
                deleted,
                devices,
                attempts,
                buckets,
                links);
    }

    private int inBatches(String sql, Duration ago) {
        var before = Time.of(clock.instant().minus(ago));
        var all = 0;
        int rows;
        do {
            rows = jdbc.sql(sql).param("before", before).param("batch", BATCH).update();
            all += rows;
        } while (rows == BATCH);
        return all;
    }
}
