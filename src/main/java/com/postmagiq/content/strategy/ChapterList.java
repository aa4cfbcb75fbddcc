package com.postmagiq.content.strategy;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The chapters of the bound workspace in their order, with what has become of their posts. */
@Component
class ChapterList {
    private static final Pattern KEY =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9]{1,9})");

    private static final String READ =
            """
            select c.*, p.posts, p.completed
              from app.chapters c
              cross join lateral (
                select count(*) as posts, count(*) filter (where p.status in ('ready', 'published')) as completed
                  from app.posts p where p.chapter_id = c.id and not p.is_deleted) p
            """;

    private final JdbcClient jdbc;

    ChapterList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By strategy, oldest first, and number. */
    @Transactional(readOnly = true)
    public Page<Chapter> page(@Nullable UUID goalId, @Nullable String cursor, int limit) {
        var after = position(cursor);
        var found =
                jdbc.sql(
                                READ
                                        + """
                                        where (cast(:goal as uuid) is null or c.goal_id = :goal)
                                          and (cast(:after as uuid) is null or (c.goal_id, c.chapter_number) > (:after, :number))
                                        order by c.goal_id, c.chapter_number limit :limit
                                        """)
                        .param("goal", goalId)
                        .param("after", after == null ? null : after.goalId())
                        .param("number", after == null ? 0 : after.number())
                        .param("limit", limit + 1)
                        .query((row, _) -> map(row))
                        .list();
        return Page.of(found, limit, last -> last.goalId() + "/" + last.chapterNumber());
    }

    /** The chapters of a strategy. */
    @Transactional(readOnly = true)
    public List<Chapter> of(UUID goalId) {
        return jdbc.sql(READ + " where c.goal_id = :goal order by c.chapter_number")
                .param("goal", goalId)
                .query((row, _) -> map(row))
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<Chapter> find(UUID id) {
        return jdbc.sql(READ + " where c.id = :id")
                .param("id", id)
                .query((row, _) -> map(row))
                .optional();
    }

    private record Position(UUID goalId, int number) {}

    private static @Nullable Position position(@Nullable String cursor) {
        var key = Cursor.decode(cursor);
        if (key == null) {
            return null;
        }
        var parts = KEY.matcher(key);
        if (!parts.matches()) {
            throw Cursor.invalid();
        }
        return new Position(UUID.fromString(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    private static Chapter map(ResultSet row) throws SQLException {
        return new Chapter(
                row.getObject("id", UUID.class),
                row.getObject("goal_id", UUID.class),
                row.getInt("chapter_number"),
                row.getString("title"),
                row.getString("description"),
                row.getString("theme"),
                row.getString("theme_description"),
                row.getObject("weeks_start", Integer.class),
                row.getObject("weeks_end", Integer.class),
                row.getInt("posts"),
                row.getInt("completed"),
                row.getObject("created_by_id", UUID.class),
                row.getInt("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
