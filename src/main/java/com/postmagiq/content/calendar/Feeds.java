package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.identity.OpaqueSecret;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses under which other calendars read this one. The secret in the address is told once and
 * kept as its digest; it reads and changes nothing.
 */
@Service
class Feeds {
    private static final int MOST_PER_PERSON = 10;

    private static final String INSERT =
            """
            insert into app.calendar_feeds (workspace_id, id, user_id, scope, created_at)
            values (:workspace, :id, :user, :scope, :now)
            """;

    private static final String INSERT_SECRET =
            """
            insert into core.tenant_lookups (kind, lookup_hash, workspace_id, target_id, created_at)
            values ('feed', :hash, :workspace, :id, :now)
            """;

    /**
     * @param scope all, or mine: what is assigned to its owner
     */
    record Feed(
            UUID id, UUID userId, String scope, Instant createdAt, @Nullable Instant lastUsedAt) {}

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Feeds(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** The person's own feeds, oldest first. */
    @Transactional(readOnly = true)
    public List<Feed> of(UUID userId) {
        return jdbc.sql(
                        """
                        select id, user_id, scope, created_at, last_used_at from app.calendar_feeds
                         where user_id = :user order by id
                        """)
                .param("user", userId)
                .query(
                        (row, _) ->
                                new Feed(
                                        row.getObject("id", UUID.class),
                                        row.getObject("user_id", UUID.class),
                                        row.getString("scope"),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant(),
                                        Optional.ofNullable(
                                                        row.getObject(
                                                                "last_used_at",
                                                                OffsetDateTime.class))
                                                .map(OffsetDateTime::toInstant)
                                                .orElse(null)))
                .list();
    }

    /**
     * Makes a feed.
     *
     * @return its secret, told here only
     * @throws ProblemException {@code calendar.feed_limit}
     */
    @Transactional
    public String create(UUID userId, String scope) {
        if (of(userId).size() >= MOST_PER_PERSON) {
            throw new ProblemException(
                    CalendarProblem.FEED_LIMIT,
                    "You have %d calendar addresses already; take one back first."
                            .formatted(MOST_PER_PERSON));
        }
        var id = Ids.next();
        var secret = OpaqueSecret.next();
        var now = Columns.at(clock.instant());
        jdbc.sql(INSERT)
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("user", userId)
                .param("scope", scope)
                .param("now", now)
                .update();
        jdbc.sql(INSERT_SECRET)
                .param("hash", Sha256.of(secret))
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("now", now)
                .update();
        events.publishEvent(Audited.done("calendar_feed.created", userId, "calendar_feed", id));
        return secret;
    }

    /**
     * Takes one of the person's feeds back; its address is unknown from then on.
     *
     * @throws ProblemException {@code calendar.feed_not_found}
     */
    @Transactional
    public void revoke(UUID userId, UUID id) {
        var gone =
                jdbc.sql("delete from app.calendar_feeds where id = :id and user_id = :user")
                        .param("id", id)
                        .param("user", userId)
                        .update();
        if (gone == 0) {
            throw unknown();
        }
        jdbc.sql("delete from core.tenant_lookups where kind = 'feed' and target_id = :id")
                .param("id", id)
                .update();
        events.publishEvent(Audited.done("calendar_feed.revoked", userId, "calendar_feed", id));
    }

    static ProblemException unknown() {
        return new ProblemException(
                CalendarProblem.UNKNOWN_FEED,
                "This calendar address is not known, or was taken back; make a new one in the calendar.");
    }
}
