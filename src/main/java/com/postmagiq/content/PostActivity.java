package com.postmagiq.content;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All that happened to a post, newest first. */
@Component
class PostActivity {
    private static final String EVENTS =
            """
            select e.id, e.kind, e.at, e.at::text as sort_key, e.actor_id, u.full_name as actor_name, e.run_id, e.old, e.now,
                   e.reason, e.version_number
              from (select id, 'status' as kind, at, actor_id, run_id, from_status as old, to_status as now, reason,
                           null::int as version_number
                      from app.post_status_history where post_id = :post
                    union all
                    select h.id, 'assignment', h.at, h.assigned_by_id, null, f.full_name, t.full_name, h.reason, null
                      from app.post_assignment_history h
                      left join core.users f on f.id = h.from_user_id
                      left join core.users t on t.id = h.to_user_id
                     where h.post_id = :post
                    union all
                    select id, 'version', created_at, author_id, run_id, null, source, label, version_number
                      from app.post_versions where post_id = :post
                    union all
                    select id, case when suggestion is null then 'comment' else 'suggestion' end, created_at, author_id, null,
                           null, suggestion_state, null, decided_version_number
                      from app.post_comments where post_id = :post and deleted_at is null
                    union all
                    select id, 'publication', created_at, published_by_id, null, null, platform_kind, url, null
                      from app.post_publications where post_id = :post) e
              left join core.users u on u.id = e.actor_id
             where cast(:at as timestamptz) is null or (e.at, e.id) < (cast(:at as timestamptz), cast(:id as uuid))
             order by e.at desc, e.id desc
             limit :limit
            """;

    /**
     * Something that happened.
     *
     * @param kind status, assignment, version, comment, suggestion or publication
     * @param from the status or person before
     * @param to the status, person, source, state or platform after
     * @param reason what was said about it: a reason, a version's label, a publication's address
     */
    @Schema(name = "PostActivity")
    record Entry(
            UUID id,
            String kind,
            Instant at,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable UUID runId,
            @Nullable String from,
            @Nullable String to,
            @Nullable String reason,
            @Nullable Integer versionNumber) {}

    private record Row(Entry entry, String key) {}

    private final JdbcClient jdbc;

    PostActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public Page<Entry> page(UUID postId, @Nullable String cursor, int limit) {
        var after = Cursor.decodePair(cursor);
        var rows =
                jdbc.sql(EVENTS)
                        .param("post", postId)
                        .param("at", after == null ? null : PostSort.UPDATED.key(after))
                        .param("id", after == null ? null : after.id())
                        .param("limit", limit + 1)
                        .query((row, _) -> row(row))
                        .list();
        var page = Page.of(rows, limit, row -> Cursor.pair(row.key(), row.entry().id()));
        return new Page<>(page.items().stream().map(Row::entry).toList(), page.nextCursor());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Entry(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        Columns.at(row, "at"),
                        Columns.id(row, "actor_id"),
                        row.getString("actor_name"),
                        Columns.id(row, "run_id"),
                        row.getString("old"),
                        row.getString("now"),
                        row.getString("reason"),
                        Columns.integer(row, "version_number")),
                row.getString("sort_key"));
    }
}
