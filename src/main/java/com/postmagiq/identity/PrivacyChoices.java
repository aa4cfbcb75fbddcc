package com.postmagiq.identity;

import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How long, and whether under their name, a person's activity is kept. */
@Service
public class PrivacyChoices {
    private static final Set<Integer> PERIODS = Set.of(0, 30, 90, 365);

    /**
     * Choices of one person.
     *
     * @param dataRetentionDays 30, 90 or 365; 0 as long as everybody's
     * @param activityLoggingEnabled whether what is not about security is kept under their name
     */
    public record Choices(int dataRetentionDays, boolean activityLoggingEnabled) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    PrivacyChoices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Choices of(UUID userId) {
        return jdbc.sql(
                        "select data_retention_days, activity_logging_enabled from core.users where id = :id")
                .param("id", userId)
                .query(Choices.class)
                .single();
    }

    /**
     * Changes what is given; null leaves as it is.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException {@code validation_failed}
     */
    @Transactional
    public void change(
            UUID userId, @Nullable Integer retentionDays, @Nullable Boolean activityLogging) {
        if (retentionDays != null && !PERIODS.contains(retentionDays)) {
            throw Users.invalid("data_retention_days", "must be 0, 30, 90 or 365");
        }
        jdbc.sql(
                        """
                        update core.users
                           set data_retention_days = coalesce(cast(:days as int), data_retention_days),
                               activity_logging_enabled =
                                   coalesce(cast(:logging as boolean), activity_logging_enabled),
                               updated_at = :now
                         where id = :id
                        """)
                .param("days", retentionDays)
                .param("logging", activityLogging)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
    }
}
