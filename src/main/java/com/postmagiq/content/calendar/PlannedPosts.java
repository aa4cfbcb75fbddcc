package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When the posts of a stream are to go out. A post counts for its own stream, else its strategy's.
 */
@Component
class PlannedPosts {
    private static final String TIMES =
            """
            select p.scheduled_at
              from app.posts p
              left join app.goals g on g.workspace_id = p.workspace_id and g.id = p.goal_id
             where p.scheduled_at > :from and p.scheduled_at < :to and not p.is_deleted and p.status <> 'archived'
               and coalesce(p.scheduled_platform_id, g.platform_id) = :platform
               and (cast(:except as uuid) is null or p.id <> :except)
            """;

    private static final String FACTS =
            """
            select p.id, p.status, p.scheduled_at, g.starts_on, g.ends_on, g.strategy_type,
                   coalesce(p.scheduled_platform_id, g.platform_id) as platform_id
              from app.posts p
              left join app.goals g on g.workspace_id = p.workspace_id and g.id = p.goal_id
             where p.id = :id and not p.is_deleted
               for update of p
            """;

    /**
     * What scheduling a post has to know of it.
     *
     * @param platformId the stream it counts for
     * @param campaign dates inside which its strategy lives; null for other strategies
     */
    record Facts(
            UUID id,
            String status,
            @Nullable Instant scheduledAt,
            @Nullable UUID platformId,
            @Nullable Campaign campaign) {}

    /**
     * A post that could be planned.
     *
     * @param name its topic, or its number
     */
    record Waiting(UUID id, String name) {}

    private final JdbcClient jdbc;

    PlannedPosts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The planned moments of a stream between two moments.
     *
     * @param except a post that does not count, such as the one being moved
     */
    NavigableSet<Instant> times(UUID platformId, Instant from, Instant to, @Nullable UUID except) {
        var times =
                jdbc.sql(TIMES)
                        .param("platform", platformId)
                        .param("from", Columns.at(from))
                        .param("to", Columns.at(to))
                        .param("except", except)
                        .query(OffsetDateTime.class)
                        .list();
        var sorted = new TreeSet<Instant>();
        times.forEach(time -> sorted.add(time.toInstant()));
        return sorted;
    }

    /** Holds the post until the transaction ends; it is there, since its reference was resolved. */
    Facts lock(UUID postId) {
        return jdbc.sql(FACTS).param("id", postId).query((row, _) -> facts(row)).single();
    }

    private static Facts facts(ResultSet row) throws SQLException {
        var at = row.getObject("scheduled_at", OffsetDateTime.class);
        return new Facts(
                row.getObject("id", UUID.class),
                row.getString("status"),
                at == null ? null : at.toInstant(),
                row.getObject("platform_id", UUID.class),
                "campaign".equals(row.getString("strategy_type")) ? campaign(row) : null);
    }

    private static Campaign campaign(ResultSet row) throws SQLException {
        return new Campaign(
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class));
    }

    /** The posts of a strategy that have no time yet, in the order they are to be told. */
    List<Waiting> withoutTime(UUID goalId) {
        return jdbc.sql(
                        """
                        select p.id, coalesce(p.topic, 'Post ' || p.post_number) as name
                          from app.posts p
                          left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
                         where p.goal_id = :goal and p.scheduled_at is null and not p.is_deleted
                           and p.status not in ('published', 'archived')
                         order by c.chapter_number nulls last, p.post_number
                         limit 2000
                        """)
                .param("goal", goalId)
                .query(Waiting.class)
                .list();
    }
}
