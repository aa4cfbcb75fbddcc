package com.postmagiq.notification.notice;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.notice.PersonalNotice;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people are told inside the application. Everybody reaches their own notices only. */
@Repository
class Notices {
    /** Read notices are kept this long, unread ones twice as long. */
    private static final Duration READ_KEPT = Duration.ofDays(90);

    private static final int BATCH = 500;

    private static final String COLUMNS =
            """
            id, type, title, body, priority, entity_type, entity_id, action_url, read_at, dismissed_at, created_at
            """;

    /**
     * Which notices are asked for.
     *
     * @param type null for all
     * @param unread whether only what was not read yet
     * @param dismissed whether also what was put away
     */
    record Filter(@Nullable String type, boolean unread, boolean dismissed) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Notices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Keeps what a module tells somebody, in the transaction of its cause. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(PersonalNotice notice) {
        jdbc.sql(
                        """
                        insert into core.user_notices (id, user_id, actor_id, type, title, body, priority, entity_type,
                            entity_id, action_url, dedupe_key, created_at)
                        values (:id, :user, :actor, :type, :title, :body, :priority, :entityType, :entityId, :url,
                            :dedupe, :now)
                        on conflict (user_id, dedupe_key) do nothing
                        """)
                .param("id", Ids.next())
                .param("user", notice.userId())
                .param("actor", notice.actorId())
                .param("type", notice.type())
                .param("title", notice.title())
                .param("body", notice.body())
                .param("priority", notice.priority().code())
                .param("entityType", notice.entityType())
                .param("entityId", notice.entityId())
                .param("url", notice.actionPath())
                .param("dedupe", notice.dedupeKey())
                .param("now", now())
                .update();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Notice> page(UUID userId, Filter filter, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                """
                                select %s from core.user_notices
                                 where user_id = :user
                                   and (cast(:before as uuid) is null or id < :before)
                                   and (cast(:type as text) is null or type = :type)
                                   and (not :unread or read_at is null)
                                   and (:dismissed or dismissed_at is null)
                                 order by id desc limit :limit
                                """
                                        .formatted(COLUMNS))
                        .param("user", userId)
                        .param("before", Cursor.decodeId(cursor))
                        .param("type", filter.type())
                        .param("unread", filter.unread())
                        .param("dismissed", filter.dismissed())
                        .param("limit", limit + 1)
                        .query((row, _) -> notice(row))
                        .list();
        return Page.of(rows, limit, Notice::id);
    }

    /** How many were neither read nor put away. */
    @Transactional(readOnly = true)
    public int unread(UUID userId) {
        return jdbc.sql(
                        """
                        select count(*) from core.user_notices
                         where user_id = :user and read_at is null and dismissed_at is null
                        """)
                .param("user", userId)
                .query(Integer.class)
                .single();
    }

    /**
     * One of them.
     *
     * @throws ProblemException {@code not_found}, also for somebody else's
     */
    @Transactional(readOnly = true)
    public Notice get(UUID userId, UUID id) {
        return jdbc.sql(
                        "select %s from core.user_notices where user_id = :user and id = :id"
                                .formatted(COLUMNS))
                .param("user", userId)
                .param("id", id)
                .query((row, _) -> notice(row))
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.NOT_FOUND, "There is no notice " + id));
    }

    /** Notes that it was read, or that it was not; when it was read first stays. */
    @Transactional
    public Notice read(UUID userId, UUID id, boolean read) {
        jdbc.sql(
                        """
                        update core.user_notices
                           set read_at = case when :read then coalesce(read_at, :now) end
                         where user_id = :user and id = :id
                        """)
                .param("read", read)
                .param("now", now())
                .param("user", userId)
                .param("id", id)
                .update();
        return get(userId, id);
    }

    /** Puts it away; putting it away again changes nothing. */
    @Transactional
    public Notice dismiss(UUID userId, UUID id) {
        jdbc.sql(
                        """
                        update core.user_notices set dismissed_at = coalesce(dismissed_at, :now)
                         where user_id = :user and id = :id
                        """)
                .param("now", now())
                .param("user", userId)
                .param("id", id)
                .update();
        return get(userId, id);
    }

    /**
     * Notes that these were read; somebody else's stay as they are.
     *
     * @return how many were not read before
     */
    @Transactional
    public int readAll(UUID userId, List<UUID> ids) {
        return jdbc.sql(
                        """
                        update core.user_notices set read_at = :now
                         where user_id = :user and read_at is null and id = any(:ids)
                        """)
                .param("now", now())
                .param("user", userId)
                .param("ids", ids.toArray(UUID[]::new))
                .update();
    }

    /**
     * Notes that everything up to a moment was read.
     *
     * @return how many were not read before
     */
    @Transactional
    public int readAll(UUID userId, Instant until) {
        return jdbc.sql(
                        """
                        update core.user_notices set read_at = :now
                         where user_id = :user and read_at is null and created_at <= :until
                        """)
                .param("now", now())
                .param("user", userId)
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Puts everything away.
     *
     * @return how many were not put away before
     */
    @Transactional
    public int dismissAll(UUID userId) {
        return jdbc.sql(
                        "update core.user_notices set dismissed_at = :now where user_id = :user and dismissed_at is null")
                .param("now", now())
                .param("user", userId)
                .update();
    }

    /** Forgets what is old. Running twice changes nothing: the second run finds no rows. */
    public void sweep() {
        var now = clock.instant();
        int gone;
        do {
            gone =
                    jdbc.sql(
                                    """
                                    delete from core.user_notices
                                     where id in (select id from core.user_notices
                                                   where created_at <= :read
                                                     and (read_at is not null or created_at <= :unread)
                                                   limit :batch for update skip locked)
                                    """)
                            .param("read", now.minus(READ_KEPT).atOffset(ZoneOffset.UTC))
                            .param(
                                    "unread",
                                    now.minus(READ_KEPT.multipliedBy(2)).atOffset(ZoneOffset.UTC))
                            .param("batch", BATCH)
                            .update();
        } while (gone == BATCH);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Notice notice(ResultSet row) throws SQLException {
        var read = instant(row, "read_at");
        return new Notice(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getString("title"),
                row.getString("body"),
                row.getString("priority"),
                row.getString("entity_type"),
                row.getObject("entity_id", UUID.class),
                row.getString("action_url"),
                read != null,
                read,
                instant(row, "dismissed_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
