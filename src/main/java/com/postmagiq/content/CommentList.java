package com.postmagiq.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.text.WordDiff;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Threads of comments, oldest first, each at the place its words have in the present text. */
@Component
class CommentList {
    private static final String COMMENTS =
            """
            select c.id, c.parent_id, c.author_id, u.full_name as author_name, c.body, v.version_number, c.anchor_start,
                   c.anchor_end, c.anchor_quote, c.suggestion, c.suggestion_state, c.decided_by_id,
                   c.decided_version_number, c.is_internal, c.resolved_at, c.resolved_by_id, c.edited_at, c.deleted_at,
                   c.created_at, now_text.content as present
              from app.post_comments c
              join app.posts p on p.workspace_id = c.workspace_id and p.id = c.post_id
              left join app.post_versions now_text
                on now_text.workspace_id = p.workspace_id and now_text.id = p.current_version_id
              left join app.post_versions v on v.workspace_id = c.workspace_id and v.id = c.version_id
              left join core.users u on u.id = c.author_id
             where c.post_id = :post
               and (c.deleted_at is null
                    or exists (select from app.post_comments answer
                                where answer.parent_id = c.id and answer.deleted_at is null))
            """;

    /**
     * The place a comment is about.
     *
     * @param versionNumber of the text the place was given in
     * @param quote the words that stood there
     * @param start where they stand now, in UTF-16 code units; null when they are gone
     * @param state current or outdated
     */
    @Schema(name = "CommentAnchor")
    record Place(
            @Nullable Integer versionNumber,
            String quote,
            @Nullable Integer start,
            @Nullable Integer end,
            String state) {}

    /**
     * What somebody said.
     *
     * @param body empty for one that was taken back
     * @param suggestion what should stand there instead; empty to take the words away
     * @param suggestionState open, accepted, declined or outdated
     * @param diff of the words and the suggestion, while it is open
     * @param answers oldest first
     */
    @Schema(name = "PostComment")
    record Comment(
            UUID id,
            @Nullable UUID parentId,
            @Nullable UUID authorId,
            @Nullable String authorName,
            String body,
            @Nullable Place anchor,
            @Nullable String suggestion,
            @Nullable String suggestionState,
            @Nullable UUID decidedById,
            @Nullable Integer decidedVersionNumber,
            @Nullable List<WordDiff.Hunk> diff,
            @JsonProperty("is_internal") boolean internal,
            @Nullable Instant resolvedAt,
            @Nullable UUID resolvedById,
            @Nullable Instant editedAt,
            @Nullable Instant removedAt,
            Instant createdAt,
            List<Comment> answers) {
        Comment with(List<Comment> given) {
            return new Comment(
                    id,
                    parentId,
                    authorId,
                    authorName,
                    body,
                    anchor,
                    suggestion,
                    suggestionState,
                    decidedById,
                    decidedVersionNumber,
                    diff,
                    internal,
                    resolvedAt,
                    resolvedById,
                    editedAt,
                    removedAt,
                    createdAt,
                    given);
        }
    }

    private final JdbcClient jdbc;

    CommentList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param resolved only closed threads, or only open ones; null for all
     */
    @Transactional(readOnly = true)
    public Page<Comment> page(
            UUID postId, @Nullable Boolean resolved, @Nullable String cursor, int limit) {
        var threads =
                jdbc.sql(
                                COMMENTS
                                        + """
                                          and c.parent_id is null and (cast(:after as uuid) is null or c.id > :after)
                                          and (cast(:resolved as boolean) is null or (c.resolved_at is not null) = :resolved)
                                         order by c.id limit :limit
                                        """)
                        .param("post", postId)
                        .param("after", Cursor.decodeId(cursor))
                        .param("resolved", resolved)
                        .param("limit", limit + 1)
                        .query((row, _) -> comment(row))
                        .list();
        var page = Page.of(threads, limit, Comment::id);
        var answers = answers(postId, page.items().stream().map(Comment::id).toList());
        return new Page<>(
                page.items().stream()
                        .map(thread -> thread.with(answers.getOrDefault(thread.id(), List.of())))
                        .toList(),
                page.nextCursor());
    }

    private Map<UUID, List<Comment>> answers(UUID postId, List<UUID> threads) {
        return jdbc
                .sql(COMMENTS + " and c.parent_id = any(:threads) order by c.id")
                .param("post", postId)
                .param("threads", threads.toArray(UUID[]::new))
                .query((row, _) -> comment(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(each -> Objects.requireNonNull(each.parentId())));
    }

    /** One comment, an answer as well. */
    @Transactional(readOnly = true)
    public Comment get(UUID postId, UUID id) {
        var found =
                jdbc.sql(COMMENTS + " and c.id = :id")
                        .param("post", postId)
                        .param("id", id)
                        .query((row, _) -> comment(row))
                        .optional()
                        .orElseThrow(() -> Comments.unknown(id));
        return found.with(answers(postId, List.of(id)).getOrDefault(id, List.of()));
    }

    private static Comment comment(ResultSet row) throws SQLException {
        var suggestion = row.getString("suggestion");
        var place = place(row);
        var state = row.getString("suggestion_state");
        var open = "open".equals(state);
        return new Comment(
                row.getObject("id", UUID.class),
                Columns.id(row, "parent_id"),
                Columns.id(row, "author_id"),
                row.getString("author_name"),
                row.getString("body"),
                place,
                suggestion,
                open && place != null && place.start() == null ? "outdated" : state,
                Columns.id(row, "decided_by_id"),
                Columns.integer(row, "decided_version_number"),
                open && suggestion != null && place != null
                        ? WordDiff.hunks(place.quote(), suggestion)
                        : null,
                row.getBoolean("is_internal"),
                Columns.instant(row, "resolved_at"),
                Columns.id(row, "resolved_by_id"),
                Columns.instant(row, "edited_at"),
                Columns.instant(row, "deleted_at"),
                Columns.at(row, "created_at"),
                List.of());
    }

    private static @Nullable Place place(ResultSet row) throws SQLException {
        var quote = row.getString("anchor_quote");
        if (quote == null) {
            return null;
        }
        var number = Columns.integer(row, "version_number");
        var text = row.getString("present");
        var at = AnchoredQuote.locate(text == null ? "" : text, quote, row.getInt("anchor_start"));
        return at.isPresent()
                ? new Place(number, quote, at.getAsInt(), at.getAsInt() + quote.length(), "current")
                : new Place(number, quote, null, null, "outdated");
    }
}
