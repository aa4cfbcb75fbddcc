package com.postmagiq.apikey;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import com.postmagiq.workspace.Role;
import com.postmagiq.workspace.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells owner and admins, once for each key, that it ends within a week. Ids are collected over all
 * workspaces, then each is worked on in its own; running again finds nothing.
 */
@Configuration(proxyBeanMethods = false)
class KeyExpiry {
    private static final int BATCH = 500;
    private static final Duration AHEAD = Duration.ofDays(7);

    private static final String ENDING =
            """
            select workspace_id, id from app.api_keys
             where revoked_at is null and expiry_told_at is null and expires_at > :now and expires_at <= :soon
             order by expires_at, id
             limit :batch
            """;

    private static final String TELL =
            """
            update app.api_keys set expiry_told_at = :now
             where id = :id and expiry_told_at is null
            returning prefix, expires_at
            """;

    private record Ending(UUID workspaceId, UUID id) {}

    private record Told(String prefix, Instant expires) {}

    private final SystemDb system;
    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final KeyMails mails;
    private final TransactionOperations transactions;
    private final Clock clock;

    KeyExpiry(
            SystemDb system,
            JdbcClient jdbc,
            Workspaces workspaces,
            KeyMails mails,
            TransactionOperations transactions,
            Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.mails = mails;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> apiKeyExpiryTask() {
        return Tasks.recurring("api-key-expiry", new Daily(ZoneOffset.UTC, LocalTime.of(7, 15)))
                .execute((_, _) -> tell());
    }

    void tell() {
        List<Ending> keys;
        do {
            keys = ending();
            for (var key : keys) {
                CurrentWorkspace.run(
                        key.workspaceId(),
                        () -> transactions.executeWithoutResult(_ -> tell(key.id())));
            }
        } while (keys.size() == BATCH);
    }

    private List<Ending> ending() {
        var now = clock.instant();
        return system.call(
                SystemDb.Reason.SWEEP,
                db ->
                        db.sql(ENDING)
                                .param("now", now.atOffset(ZoneOffset.UTC))
                                .param("soon", now.plus(AHEAD).atOffset(ZoneOffset.UTC))
                                .param("batch", BATCH)
                                .query(Ending.class)
                                .list());
    }

    private void tell(UUID keyId) {
        jdbc.sql(TELL)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", keyId)
                .query(
                        (row, _) ->
                                new Told(
                                        row.getString("prefix"),
                                        row.getObject("expires_at", OffsetDateTime.class)
                                                .toInstant()))
                .optional()
                .ifPresent(
                        told ->
                                workspaces
                                        .peopleWith(Role.OWNER, Role.ADMIN)
                                        .forEach(
                                                reader ->
                                                        mails.endsSoon(
                                                                reader,
                                                                keyId,
                                                                told.prefix(),
                                                                told.expires())));
    }
}
