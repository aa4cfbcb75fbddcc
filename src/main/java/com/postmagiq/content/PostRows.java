package com.postmagiq.content;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a post is read: the statement's parts, and a row as what people see. */
final class PostRows {
    /** Starts with the parameter {@code now}. */
    static final String SELECT =
            """
            select p.*, v.version_number, v.title, v.word_count, v.char_count, v.content,
                   c.chapter_number, c.title as chapter_title, c.theme, c.description as chapter_description,
                   g.content_style, f.kind as platform_kind, f.max_chars,
                   a.full_name as assignee_name, o.version_number as offered_version,
                   p.due_date < (cast(? as timestamptz) at time zone w.time_zone)::date as is_late,
                   array(select t.tag from app.post_tags t where t.post_id = p.id order by t.tag) as tags,
                   said.comments, said.open_comments
            """;

    /** What stands beside the posts {@code p}. */
    static final String BESIDE =
            """
              join app.workspaces w on w.id = p.workspace_id
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
              left join app.post_versions o on o.workspace_id = p.workspace_id and o.id = p.offered_version_id
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
              left join app.goals g on g.workspace_id = p.workspace_id and g.id = p.goal_id
              left join app.platforms f on f.workspace_id = g.workspace_id and f.id = g.platform_id
              left join core.users a on a.id = p.assignee_id
              cross join lateral (
                   select count(*) as comments,
                          count(*) filter (where parent_id is null and resolved_at is null) as open_comments
                     from app.post_comments
                    where post_id = p.id and deleted_at is null) said
             where not p.is_deleted
            """;

    static final String FROM = " from app.posts p\n" + BESIDE;

    private static final int EXCERPT = 200;

    private PostRows() {}

    /**
     * @param whole whether text, story and hints are shown
     */
    static PostView view(ResultSet row, boolean whole) throws SQLException {
        var number = row.getInt("post_number");
        var chapter = Columns.integer(row, "chapter_number");
        var status = PostStatus.of(row.getString("status"));
        var previous = row.getString("previous_status");
        var content = row.getString("content");
        var guidance = row.getString("guidance");
        return new PostView(
                row.getObject("id", UUID.class),
                number,
                PostReference.name(chapter, number),
                Columns.id(row, "goal_id"),
                Columns.id(row, "chapter_id"),
                chapter,
                row.getString("chapter_title"),
                row.getString("theme"),
                row.getString("topic"),
                row.getString("shape"),
                row.getString("cadence"),
                row.getString("entry_point"),
                whole ? guidance : null,
                false,
                whole ? row.getString("story_used") : null,
                row.getString("story_used") != null,
                status.code(),
                previous,
                row.getString("review_by"),
                Columns.integer(row, "version_number"),
                row.getString("title"),
                Columns.integer(row, "word_count"),
                Columns.integer(row, "char_count"),
                excerpt(content),
                whole ? content : null,
                Columns.integer(row, "offered_version"),
                excess(row, content),
                Columns.id(row, "assignee_id"),
                row.getString("assignee_name"),
                Columns.date(row, "due_date"),
                row.getBoolean("is_late") && !status.done(),
                row.getString("priority"),
                row.getBigDecimal("estimated_hours"),
                row.getBigDecimal("actual_hours"),
                Columns.texts(row, "tags"),
                Columns.instant(row, "scheduled_at"),
                row.getString("scheduled_tz"),
                row.getBoolean("publish_due"),
                Columns.id(row, "recurrence_id"),
                Columns.instant(row, "published_at"),
                row.getString("published_url"),
                row.getBoolean("edited_since_publication"),
                row.getInt("comments"),
                row.getInt("open_comments"),
                Columns.id(row, "image_asset_id"),
                Columns.id(row, "active_run_id"),
                row.getBoolean("run_trouble"),
                Columns.id(row, "run_id"),
                row.getObject("run_number", Long.class),
                row.getBoolean("offline"),
                Lifecycle.allowed(status, previous == null ? null : PostStatus.of(previous))
                        .stream()
                        .map(PostStatus::code)
                        .toList(),
                Columns.id(row, "created_by_id"),
                Columns.at(row, "created_at"),
                Columns.at(row, "updated_at"),
                row.getInt("revision"));
    }

    private static @Nullable String excerpt(@Nullable String content) {
        if (content == null || content.length() <= EXCERPT) {
            return content;
        }
        var end = Character.isHighSurrogate(content.charAt(EXCERPT - 1)) ? EXCERPT - 1 : EXCERPT;
        return content.substring(0, end);
    }

    private static @Nullable Integer excess(ResultSet row, @Nullable String content)
            throws SQLException {
        var kind = row.getString("platform_kind");
        if (kind == null || content == null) {
            return null;
        }
        var over = PlatformLength.of(kind, content) - row.getInt("max_chars");
        return over > 0 ? over : null;
    }
}
