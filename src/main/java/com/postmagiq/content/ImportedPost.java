package com.postmagiq.content;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post that comes in from a file, checked and in its place.
 *
 * @param id a new one, made from the file's name for it, so that doing it twice makes one post
 * @param number null takes the next one
 * @param columns of {@link #COLUMNS}, those the file names
 * @param status null when the file says none
 * @param previous where an archived one came from
 * @param assignee whether the file says who writes it, and who
 * @param tags null when the file says none
 * @param content its text; null when the file names none
 */
public record ImportedPost(
        UUID id,
        @Nullable Integer number,
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        Map<String, @Nullable Object> columns,
        @Nullable PostStatus status,
        @Nullable PostStatus previous,
        @Nullable Assignee assignee,
        @Nullable List<String> tags,
        @Nullable String content) {
    /** What a file may say of a post itself. */
    public static final List<String> COLUMNS =
            List.of(
                    "topic",
                    "shape",
                    "cadence",
                    "entry_point",
                    "guidance",
                    "story_used",
                    "due_date",
                    "scheduled_at",
                    "priority",
                    "estimated_hours",
                    "actual_hours",
                    "external_ref");

    /** Who writes it; null for nobody. */
    public record Assignee(@Nullable UUID id) {}

    /**
     * A text of a post.
     *
     * @param current whether it is the one people see
     */
    public record Version(
            UUID postId,
            int number,
            String content,
            @Nullable String title,
            @Nullable String label,
            boolean pinned,
            String source,
            boolean current) {}

    /**
     * Where a post went out.
     *
     * @param platform a kind of stream; null leaves it to the address
     * @param at when it went out; the present moment when null
     */
    public record Publication(
            UUID postId, @Nullable String platform, @Nullable String url, @Nullable Instant at) {}

    /**
     * A post of the workspace that one of a file may mean.
     *
     * @param columns of {@link #COLUMNS}
     */
    public record Existing(
            UUID id,
            int number,
            boolean deleted,
            @Nullable UUID goalId,
            @Nullable UUID chapterId,
            @Nullable String externalRef,
            PostStatus status,
            @Nullable UUID assigneeId,
            List<String> tags,
            @Nullable String content,
            Map<String, @Nullable Object> columns) {}
}
