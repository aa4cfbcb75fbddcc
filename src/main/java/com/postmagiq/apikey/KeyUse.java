package com.postmagiq.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * When each key was used last, from where, and how often: counted in memory and written at most
 * once a minute, a minute after the last use, and when the node stops. A node that is killed loses
 * up to a minute of counts.
 */
@Component
class KeyUse implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUse.class);
    private static final Duration WRITE_EVERY = Duration.ofMinutes(1);

    private static final String WRITE =
            """
            update app.api_keys
               set total_requests = total_requests + :requests,
                   last_used_at = greatest(last_used_at, :at), last_used_ip = cast(:address as inet)
             where id = :id
            """;

    /** What is counted of one key and not written yet. */
    private static final class Tally {
        private final UUID workspaceId;
        private long requests;
        private Instant last = Instant.EPOCH;
        private Instant written = Instant.EPOCH;
        private @Nullable String address;

        Tally(UUID workspaceId) {
            this.workspaceId = workspaceId;
        }
    }

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Cache<UUID, Tally> tallies =
            Caffeine.newBuilder()
                    .expireAfterAccess(WRITE_EVERY)
                    .scheduler(Scheduler.systemScheduler())
                    .executor(work -> Thread.ofVirtual().name("key-use").start(work))
                    .<UUID, Tally>removalListener(this::removed)
                    .build();

    KeyUse(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Counts one request; every minute it is also written. */
    void note(UUID workspaceId, UUID keyId, String address) {
        var now = clock.instant();
        var tally = tallies.get(keyId, _ -> new Tally(workspaceId));
        synchronized (tally) {
            tally.requests++;
            tally.last = now;
            tally.address = address;
            if (!now.isBefore(tally.written.plus(WRITE_EVERY))) {
                tally.written = now;
                write(keyId, tally);
            }
        }
    }

    /** Writes everything that is counted. */
    void flush() {
        tallies.asMap().forEach(this::writeRest);
    }

    @Override
    public void destroy() {
        flush();
    }

    private void removed(@Nullable UUID keyId, @Nullable Tally tally, RemovalCause cause) {
        if (keyId != null && tally != null) {
            writeRest(keyId, tally);
        }
    }

    private void writeRest(UUID keyId, Tally tally) {
        synchronized (tally) {
            if (tally.requests > 0) {
                write(keyId, tally);
            }
        }
    }

    /** Figures are not worth a failed request. */
    private void write(UUID keyId, Tally tally) {
        try {
            CurrentWorkspace.run(
                    tally.workspaceId,
                    () ->
                            transactions.executeWithoutResult(
                                    _ ->
                                            jdbc.sql(WRITE)
                                                    .param("requests", tally.requests)
                                                    .param(
                                                            "at",
                                                            tally.last.atOffset(ZoneOffset.UTC))
                                                    .param("address", withoutZone(tally.address))
                                                    .param("id", keyId)
                                                    .update()));
            tally.requests = 0;
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The use of API key {} is not written yet: {}", keyId, e.toString());
        }
    }

    private static @Nullable String withoutZone(@Nullable String address) {
        return address == null ? null : address.split("%", 2)[0];
    }
}
