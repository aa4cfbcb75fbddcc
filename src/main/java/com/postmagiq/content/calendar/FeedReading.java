package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** From the secret in an address to the calendar that is behind it. */
@Component
class FeedReading {
    private static final String FIND =
            """
            select workspace_id, target_id from core.tenant_lookups where kind = 'feed' and lookup_hash = :hash
            """;

    /** Other calendars ask every hour; the minute is not worth a write each time. */
    private static final String USED =
            """
            update app.calendar_feeds set last_used_at = :now
             where id = :id and (last_used_at is null or last_used_at < :now - interval '1 hour')
            """;

    private record Target(UUID workspaceId, UUID feedId) {}

    private record Feed(UUID userId, boolean mine) {}

    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final FeedText text;
    private final TransactionOperations transactions;
    private final Clock clock;

    FeedReading(
            JdbcClient jdbc,
            Workspaces workspaces,
            FeedText text,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.text = text;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * The calendar as text/calendar.
     *
     * @throws ProblemException {@code calendar.feed_not_found} for unknown and revoked secrets, and
     *     when their owner may not read the workspace any more
     */
    String read(String secret) {
        var target = find(secret).orElseThrow(Feeds::unknown);
        return CurrentWorkspace.call(
                target.workspaceId(),
                () -> {
                    var written = transactions.execute(_ -> write(target));
                    return Optional.ofNullable(written).orElseThrow(Feeds::unknown);
                });
    }

    private String write(Target target) {
        var now = clock.instant();
        var feed = feed(target.feedId()).orElseThrow(Feeds::unknown);
        var reader = workspaces.actorOf(feed.userId(), target.workspaceId());
        if (reader.isEmpty() || !reader.get().may(Scope.CONTENT_READ)) {
            throw Feeds.unknown();
        }
        jdbc.sql(USED).param("id", target.feedId()).param("now", Columns.at(now)).update();
        return text.of(workspaces.current(), feed.mine() ? feed.userId() : null, now);
    }

    private Optional<Feed> feed(UUID id) {
        return jdbc.sql("select user_id, scope from app.calendar_feeds where id = :id")
                .param("id", id)
                .query(
                        (row, _) ->
                                new Feed(
                                        row.getObject("user_id", UUID.class),
                                        row.getString("scope").equals("mine")))
                .optional();
    }

    private Optional<Target> find(String secret) {
        return jdbc.sql(FIND)
                .param("hash", Sha256.of(secret))
                .query(
                        (row, _) ->
                                new Target(
                                        row.getObject("workspace_id", UUID.class),
                                        row.getObject("target_id", UUID.class)))
                .optional();
    }
}
