package com.postmagiq.notification.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets what mails no longer need: the secrets of ended ones after a day, people after ninety
 * days. Running twice changes nothing: the second run finds no rows.
 */
@Component
class MailCleanup {
    private static final Duration SECRETS_KEPT = Duration.ofDays(1);
    private static final Duration PEOPLE_KEPT = Duration.ofDays(90);
    private static final int BATCH = 500;

    private static final String SECRETS =
            """
            update core.email_queue set secret_data = null
             where id in (select id from core.email_queue
                           where secret_data is not null and updated_at <= :before
                             and status not in ('pending', 'sending')
                           limit :batch for update skip locked)
            """;

    private static final String PEOPLE =
            """
            update core.email_queue
               set to_email = null, to_name = null, params = '{}', error_message = null
             where id in (select id from core.email_queue
                           where to_email is not null and updated_at <= :before
                             and status not in ('pending', 'sending')
                           limit :batch for update skip locked)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    MailCleanup(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void sweep() {
        inBatches(SECRETS, SECRETS_KEPT);
        inBatches(PEOPLE, PEOPLE_KEPT);
    }

    private void inBatches(String sql, Duration ago) {
        var before = clock.instant().minus(ago).atOffset(ZoneOffset.UTC);
        int rows;
        do {
            rows = jdbc.sql(sql).param("before", before).param("batch", BATCH).update();
        } while (rows == BATCH);
    }
}
