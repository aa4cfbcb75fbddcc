package com.postmagiq.admin;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What operators tell everybody who is signed in, above every page, for a time. */
@Repository
class Announcements {
    /** More at once nobody reads. */
    private static final int SHOWN = 3;

    private static final String COLUMNS = "id, title, body, level, starts_at, ends_at";

    /**
     * One of them.
     *
     * @param level info, warning or danger
     */
    @Schema(name = "Announcement")
    record Announcement(
            UUID id, String title, String body, String level, Instant startsAt, Instant endsAt) {}

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Announcements(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Those that hold now, newest first; at most three. */
    List<Announcement> current() {
        return jdbc.sql(
                        """
                        select %s from core.announcements
                         where starts_at <= :now and ends_at > :now
                         order by starts_at desc, id desc limit :limit
                        """
                                .formatted(COLUMNS))
                .param("now", at(clock.instant()))
                .param("limit", SHOWN)
                .query((row, _) -> announcement(row))
                .list();
    }

    /** All, newest first. */
    Page<Announcement> page(@Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                """
                                select %s from core.announcements
                                 where cast(:before as uuid) is null or id < :before
                                 order by id desc limit :limit
                                """
                                        .formatted(COLUMNS))
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> announcement(row))
                        .list();
        return Page.of(rows, limit, Announcement::id);
    }

    /**
     * Tells something.
     *
     * @param startsAt null begins at once
     * @throws ProblemException {@code validation_failed} when it would be over before it begins
     */
    @Transactional
    public Announcement tell(
            String title,
            String body,
            String level,
            @Nullable Instant startsAt,
            Instant endsAt,
            UUID operatorId) {
        var now = clock.instant();
        var from = startsAt == null ? now : startsAt;
        if (!endsAt.isAfter(from) || !endsAt.isAfter(now)) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "The field 'ends_at' must be a time after the beginning, and not over yet.");
        }
        var told = new Announcement(Ids.next(), title.strip(), body.strip(), level, from, endsAt);
        jdbc.sql(
                        """
                        insert into core.announcements (id, title, body, level, starts_at, ends_at, created_by_id,
                            created_at)
                        values (:id, :title, :body, :level, :from, :to, :by, :now)
                        """)
                .param("id", told.id())
                .param("title", told.title())
                .param("body", told.body())
                .param("level", level)
                .param("from", at(from))
                .param("to", at(endsAt))
                .param("by", operatorId)
                .param("now", at(now))
                .update();
        events.publishEvent(Audited.done("admin.announced", operatorId, "announcement", told.id()));
        return told;
    }

    /**
     * Takes one back.
     *
     * @throws ProblemException {@code not_found}
     */
    @Transactional
    public void takeBack(UUID id, UUID operatorId) {
        var gone =
                jdbc.sql("delete from core.announcements where id = :id").param("id", id).update();
        if (gone == 0) {
            throw new ProblemException(GeneralProblem.NOT_FOUND, "There is no announcement " + id);
        }
        events.publishEvent(
                Audited.done("admin.announcement_removed", operatorId, "announcement", id));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Announcement announcement(ResultSet row) throws SQLException {
        return new Announcement(
                row.getObject("id", UUID.class),
                row.getString("title"),
                row.getString("body"),
                row.getString("level"),
                row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant());
    }
}
