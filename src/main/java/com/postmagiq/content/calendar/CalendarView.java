package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.content.PostReference;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts as a calendar shows them, each with every time it has. */
@Component
class CalendarView {
    /** Nobody reads more on one screen. */
    static final int MOST = 2000;

    private static final String COLUMNS =
            """
            select p.id, p.post_number, c.chapter_number, p.topic, p.status, p.priority, p.assignee_id, p.goal_id,
                   coalesce(p.scheduled_platform_id, g.platform_id) as platform_id, p.scheduled_at, p.scheduled_tz,
                   p.due_date, p.published_at, p.publish_due, p.revision, p.updated_at
              from app.posts p
              left join app.goals g on g.workspace_id = p.workspace_id and g.id = p.goal_id
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
             where not p.is_deleted and p.status <> 'archived'
            """;

    private static final String BETWEEN =
            """
              and (p.scheduled_at >= ? and p.scheduled_at < ? or p.published_at >= ? and p.published_at < ?
                   or p.due_date >= ? and p.due_date <= ?)
              and (cast(? as uuid) is null or p.goal_id = ?)
              and (cast(? as uuid) is null or coalesce(p.scheduled_platform_id, g.platform_id) = ?)
              and (cast(? as uuid) is null or p.assignee_id = ?)
            order by p.id
            limit
            """
                    + MOST;

    private static final String READINESS =
            "(case p.status when 'ready' then 1 when 'polishing' then 2 else 3 end)";

    private static final String WITHOUT_TIME =
            " and p.scheduled_at is null and p.status in ('ready', 'polishing', 'review')";

    /**
     * @param ref how people name it
     * @param platformId the stream it counts for
     * @param scheduledTz on whose clock its time was said
     * @param publishDue its time has come and nobody has said that it is out
     */
    record PlannedPost(
            UUID id,
            String ref,
            @Nullable String topic,
            String status,
            String priority,
            @Nullable UUID assigneeId,
            @Nullable UUID goalId,
            @Nullable UUID platformId,
            @Nullable Instant scheduledAt,
            @Nullable String scheduledTz,
            @Nullable LocalDate dueDate,
            @Nullable Instant publishedAt,
            boolean publishDue,
            int revision,
            Instant updatedAt) {}

    /** Which posts are looked at; null asks nothing. */
    record Filter(@Nullable UUID goalId, @Nullable UUID platformId, @Nullable UUID assigneeId) {}

    private record Waiting(PlannedPost post, int readiness, int number) {}

    private final TenantDb db;

    CalendarView(TenantDb db) {
        this.db = db;
    }

    /** Posts with a planned, a due or a published time on these days, in no order of time. */
    List<PlannedPost> between(LocalDate from, LocalDate to, ZoneId zone, Filter filter) {
        var start = moment(from, zone);
        var end = moment(to.plusDays(1), zone);
        return db.query(
                COLUMNS + BETWEEN,
                (row, _) -> post(row),
                start,
                end,
                start,
                end,
                from,
                to,
                filter.goalId(),
                filter.goalId(),
                filter.platformId(),
                filter.platformId(),
                filter.assigneeId(),
                filter.assigneeId());
    }

    /** Posts that could be given a time: ready ones first, then those nearly so. */
    Page<PlannedPost> withoutTime(@Nullable String cursor, int limit) {
        var after = position(cursor);
        var rows =
                db.query(
                        COLUMNS.replace(
                                        "p.revision,",
                                        "p.revision, " + READINESS + " as readiness,")
                                + WITHOUT_TIME
                                + " and (%s, p.post_number) > (?, ?) order by %s, p.post_number limit ?"
                                        .formatted(READINESS, READINESS),
                        (row, _) ->
                                new Waiting(
                                        post(row),
                                        row.getInt("readiness"),
                                        row.getInt("post_number")),
                        after[0],
                        after[1],
                        limit + 1);
        var page = Page.of(rows, limit, last -> last.readiness() + "." + last.number());
        return new Page<>(page.items().stream().map(Waiting::post).toList(), page.nextCursor());
    }

    int withoutTimeCount() {
        return db.first(
                        "select count(*) from app.posts p where not p.is_deleted" + WITHOUT_TIME,
                        (row, _) -> row.getInt(1))
                .orElse(0);
    }

    private static int[] position(@Nullable String cursor) {
        var key = Cursor.decode(cursor);
        if (key == null) {
            return new int[] {0, 0};
        }
        try {
            var parts = key.split("\\.", -1);
            return new int[] {Integer.parseInt(parts[0]), Integer.parseInt(parts[1])};
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new ProblemException(
                    GeneralProblem.INVALID_CURSOR,
                    "The cursor is not one this list gave out; start again without it.");
        }
    }

    private static OffsetDateTime moment(LocalDate day, ZoneId zone) {
        return Columns.at(day.atStartOfDay(zone).toInstant());
    }

    static PlannedPost post(ResultSet row) throws SQLException {
        var number = row.getInt("post_number");
        var chapter = Columns.integer(row, "chapter_number");
        return new PlannedPost(
                row.getObject("id", UUID.class),
                PostReference.name(chapter, number),
                row.getString("topic"),
                row.getString("status"),
                row.getString("priority"),
                Columns.id(row, "assignee_id"),
                Columns.id(row, "goal_id"),
                Columns.id(row, "platform_id"),
                Columns.instant(row, "scheduled_at"),
                row.getString("scheduled_tz"),
                Columns.date(row, "due_date"),
                Columns.instant(row, "published_at"),
                row.getBoolean("publish_due"),
                row.getInt("revision"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
