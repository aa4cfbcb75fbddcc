package com.postmagiq.content;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides over a post, read from its locked row.
 *
 * @param previous where an archived post goes back to
 * @param reviewByRun whether the review it is in belongs to a run
 * @param runBase the current version when the active run began
 * @param imageRequired whether its strategy asks for a picture before it is ready
 * @param approvalSays what its strategy says about approval; null leaves it to the workspace
 * @param limitHere characters its platform takes, where more is refused; null where more is only
 *     warned of
 */
record StoredPost(
        UUID id,
        int number,
        PostStatus status,
        @Nullable PostStatus previous,
        boolean reviewByRun,
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        @Nullable UUID currentVersionId,
        @Nullable String text,
        @Nullable UUID assigneeId,
        @Nullable LocalDate dueDate,
        @Nullable UUID activeRunId,
        @Nullable UUID runBase,
        @Nullable UUID imageAssetId,
        boolean imageRequired,
        @Nullable Boolean approvalSays,
        @Nullable String platformKind,
        @Nullable Integer limitHere,
        int revision) {

    static final String SELECT =
            """
            select p.id, p.post_number, p.status, p.previous_status, p.review_by, p.goal_id, p.chapter_id,
                   p.current_version_id, v.content, p.assignee_id, p.due_date, p.active_run_id, p.run_base_version_id,
                   p.image_asset_id, g.image_required, g.approval_required, f.kind, f.max_chars, p.revision
              from app.posts p
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
              left join app.goals g on g.workspace_id = p.workspace_id and g.id = p.goal_id
              left join app.platforms f on f.workspace_id = g.workspace_id and f.id = g.platform_id
            """;

    static StoredPost of(ResultSet row) throws SQLException {
        var previous = row.getString("previous_status");
        return new StoredPost(
                row.getObject("id", UUID.class),
                row.getInt("post_number"),
                PostStatus.of(row.getString("status")),
                previous == null ? null : PostStatus.of(previous),
                "run".equals(row.getString("review_by")),
                Columns.id(row, "goal_id"),
                Columns.id(row, "chapter_id"),
                Columns.id(row, "current_version_id"),
                row.getString("content"),
                Columns.id(row, "assignee_id"),
                row.getObject("due_date", LocalDate.class),
                Columns.id(row, "active_run_id"),
                Columns.id(row, "run_base_version_id"),
                Columns.id(row, "image_asset_id"),
                row.getBoolean("image_required"),
                row.getObject("approval_required", Boolean.class),
                row.getString("kind"),
                Columns.integer(row, "max_chars"),
                row.getInt("revision"));
    }

    boolean lacksImage() {
        return imageRequired && imageAssetId == null;
    }

    /** By how many characters its text is too long for a platform that takes no more; 0 if fine. */
    int excess() {
        return text == null || platformKind == null || limitHere == null
                ? 0
                : Math.max(0, PlatformLength.of(platformKind, text) - limitHere);
    }

    /** Whether the excess keeps it from being ready, rather than being warned of. */
    boolean tooLong() {
        return excess() > 0 && PlatformLength.isStrict(platformKind);
    }
}
