package com.postmagiq.content;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts as people read them: pages without the text, one with it. Each is a single statement in one
 * round trip.
 */
@Component
class PostList {
    private static final String COLUMNS =
            """
            select p.id, p.post_number, p.topic, p.status, p.shape, p.run_id, p.run_number, p.offline, p.created_by_id,
                   p.created_at, p.updated_at, p.revision, v.version_number, v.word_count, v.char_count,
                   left(v.content, 200) as excerpt
            """;
    private static final String FROM =
            """
              from app.posts p
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where not p.is_deleted
            """;

    private final TenantDb db;

    PostList(TenantDb db) {
        this.db = db;
    }

    /**
     * A post.
     *
     * @param excerpt the first 200 characters of the current version
     * @param content the whole current version; only where one post was asked for
     */
    record Post(
            UUID id,
            int postNumber,
            String ref,
            @Nullable String topic,
            String status,
            @Nullable String shape,
            @Nullable Integer versionNumber,
            @Nullable Integer wordCount,
            @Nullable Integer charCount,
            @Nullable String excerpt,
            @Nullable String content,
            @Nullable UUID runId,
            @Nullable Long runNumber,
            boolean offline,
            @Nullable UUID createdById,
            Instant createdAt,
            Instant updatedAt,
            int revision) {}

    /** Newest first. */
    Page<Post> page(
            @Nullable String status, @Nullable String words, @Nullable String cursor, int limit) {
        var sql = new StringBuilder(COLUMNS).append(FROM);
        var parameters = new ArrayList<@Nullable Object>();
        if (status != null) {
            sql.append(" and p.status = ?");
            parameters.add(status);
        }
        if (words != null && !words.isBlank()) {
            sql.append(" and (p.topic ilike ? or v.content ilike ?)");
            var pattern =
                    "%"
                            + words.strip()
                                    .replace("\\", "\\\\")
                                    .replace("%", "\\%")
                                    .replace("_", "\\_")
                            + "%";
            parameters.add(pattern);
            parameters.add(pattern);
        }
        var before = Cursor.decodeId(cursor);
        if (before != null) {
            sql.append(" and p.id < ?");
            parameters.add(before);
        }
        sql.append(" order by p.id desc limit ?");
        parameters.add(limit + 1);
        var rows = db.query(sql.toString(), (row, _) -> map(row, false), parameters.toArray());
        return Page.of(rows, limit, Post::id);
    }

    /**
     * @param reference an id, a number, or {@code post_04}
     */
    Post get(String reference) {
        return find(reference)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        PostProblem.UNKNOWN_POST,
                                        "There is no post %s in this workspace."
                                                .formatted(reference)));
    }

    private Optional<Post> find(String reference) {
        var select = COLUMNS.replace("as excerpt", "as excerpt, v.content") + FROM;
        var number = reference.toLowerCase(Locale.ROOT).replaceFirst("^post_", "");
        if (number.matches("[0-9]{1,9}")) {
            return db.first(
                    select + " and p.post_number = ?",
                    (row, _) -> map(row, true),
                    Integer.parseInt(number));
        }
        try {
            return db.first(
                    select + " and p.id = ?",
                    (row, _) -> map(row, true),
                    UUID.fromString(reference));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Post map(ResultSet row, boolean whole) throws SQLException {
        var number = row.getInt("post_number");
        return new Post(
                row.getObject("id", UUID.class),
                number,
                "post_%02d".formatted(number),
                row.getString("topic"),
                row.getString("status"),
                row.getString("shape"),
                integer(row, "version_number"),
                integer(row, "word_count"),
                integer(row, "char_count"),
                row.getString("excerpt"),
                whole ? row.getString("content") : null,
                row.getObject("run_id", UUID.class),
                row.getObject("run_number", Long.class),
                row.getBoolean("offline"),
                row.getObject("created_by_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getInt("revision"));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        var value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
