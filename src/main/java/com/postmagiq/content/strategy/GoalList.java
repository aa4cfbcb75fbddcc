package com.postmagiq.content.strategy;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The strategies of the bound workspace, with what has become of their posts. */
@Component
class GoalList {
    private static final String READ =
            """
            select g.*, coalesce(g.id = s.default_goal_id, false) as is_default, c.chapters, p.posts, p.completed
              from app.goals g
              cross join app.content_settings s
              cross join lateral (select count(*) as chapters from app.chapters c where c.goal_id = g.id) c
              cross join lateral (
                select count(*) as posts, count(*) filter (where p.status in ('ready', 'published')) as completed
                  from app.posts p where p.goal_id = g.id and not p.is_deleted) p
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    GoalList(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public Page<Goal> page(
            @Nullable String status,
            @Nullable UUID platformId,
            @Nullable String cursor,
            int limit) {
        var found =
                jdbc.sql(
                                READ
                                        + """
                                        where (cast(:status as text) is null or g.status = :status)
                                          and (cast(:platform as uuid) is null or g.platform_id = :platform)
                                          and (cast(:after as uuid) is null or g.id > :after)
                                        order by g.id limit :limit
                                        """)
                        .param("status", status)
                        .param("platform", platformId)
                        .param("after", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> map(row, null))
                        .list();
        return Page.of(found, limit, Goal::id);
    }

    @Transactional(readOnly = true)
    public Optional<Goal> find(UUID id) {
        return jdbc.sql(READ + " where g.id = :id")
                .param("id", id)
                .query((row, _) -> map(row, row.getString("onboarding_transcript")))
                .optional();
    }

    /** The workspace's current strategy; empty when it has none. */
    @Transactional(readOnly = true)
    public Optional<UUID> defaultId() {
        return jdbc.sql(
                        "select default_goal_id from app.content_settings where default_goal_id is not null")
                .query(UUID.class)
                .optional();
    }

    private static @Nullable String voice(ResultSet row) throws SQLException {
        var own = row.getString("voice_profile_id");
        return own == null ? row.getString("voice_preset") : own;
    }

    private Goal map(ResultSet row, @Nullable String transcript) throws SQLException {
        var posts = row.getInt("posts");
        var completed = row.getInt("completed");
        return new Goal(
                row.getObject("id", UUID.class),
                row.getObject("platform_id", UUID.class),
                row.getString("name"),
                row.getString("strategy_type"),
                row.getString("positioning"),
                row.getString("signature_thesis"),
                row.getString("target_audience"),
                row.getString("content_style"),
                row.getInt("posts_per_week"),
                row.getObject("starts_on", LocalDate.class),
                row.getObject("ends_on", LocalDate.class),
                row.getString("onboarding_mode"),
                row.getObject("approval_required", Boolean.class),
                row.getBoolean("image_required"),
                voice(row),
                row.getObject("min_fidelity", Integer.class),
                row.getString("status"),
                row.getBoolean("is_default"),
                row.getInt("chapters"),
                posts,
                completed,
                posts == 0 ? 0 : (double) completed / posts,
                row.getObject("created_by_id", UUID.class),
                row.getInt("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                transcript == null
                        ? null
                        : json.readValue(transcript, new TypeReference<List<Goal.Turn>>() {}),
                null);
    }
}
