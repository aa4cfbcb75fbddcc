package com.postmagiq.voice;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The texts of the bound workspace's authors. */
@Repository
class SampleRows {
    private final JdbcClient jdbc;
    private final TenantDb db;

    SampleRows(JdbcClient jdbc, TenantDb db) {
        this.jdbc = jdbc;
        this.db = db;
    }

    /** False when the author has this very text already. */
    boolean insert(WritingSample sample, UUID userId) {
        return jdbc.sql(
                                """
                                insert into app.writing_samples (workspace_id, id, user_id, author_label, source_type,
                                    prompt_id, prompt_text, title, content, word_count, language, content_hash,
                                    excluded, created_at, updated_at)
                                values (:workspaceId, :id, :userId, :author, :source, :promptId, :promptText, :title,
                                    :content, :words, :language, :hash, :excluded, :at, :at)
                                on conflict (workspace_id, author_label, content_hash) do nothing
                                """)
                        .param("workspaceId", CurrentWorkspace.id())
                        .param("id", sample.id())
                        .param("userId", userId)
                        .param("author", sample.authorLabel())
                        .param("source", sample.sourceType())
                        .param("promptId", sample.promptId())
                        .param("promptText", sample.promptText())
                        .param("title", sample.title())
                        .param("content", sample.content())
                        .param("words", sample.wordCount())
                        .param("language", sample.language())
                        .param("hash", hash(sample.content()))
                        .param("excluded", sample.excluded())
                        .param("at", sample.createdAt().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** Whether the author has this very text. */
    boolean exists(String author, String content) {
        return jdbc.sql(
                        """
                        select exists (select from app.writing_samples
                                        where author_label = :author and content_hash = :hash)
                        """)
                .param("author", author)
                .param("hash", hash(content))
                .query(Boolean.class)
                .single();
    }

    /** False when the author has the changed text already. */
    boolean update(WritingSample sample) {
        return jdbc.sql(
                                """
                                update app.writing_samples s
                                   set title = :title, content = :content, word_count = :words, language = :language,
                                       content_hash = :hash, excluded = :excluded, updated_at = :at
                                 where id = :id and not exists (
                                       select from app.writing_samples other
                                        where other.author_label = s.author_label and other.content_hash = :hash
                                          and other.id <> s.id)
                                """)
                        .param("id", sample.id())
                        .param("title", sample.title())
                        .param("content", sample.content())
                        .param("words", sample.wordCount())
                        .param("language", sample.language())
                        .param("hash", hash(sample.content()))
                        .param("excluded", sample.excluded())
                        .param("at", sample.updatedAt().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    void delete(UUID id) {
        jdbc.sql("delete from app.writing_samples where id = :id").param("id", id).update();
    }

    Optional<WritingSample> find(UUID id) {
        return db.first("select * from app.writing_samples where id = ?", SampleRows::map, id);
    }

    Optional<WritingSample> lock(UUID id) {
        return jdbc.sql("select * from app.writing_samples where id = :id for update")
                .param("id", id)
                .query(SampleRows::map)
                .optional();
    }

    /**
     * Newest first.
     *
     * @param author null for those of everybody
     * @param before only older ones
     */
    List<WritingSample> page(@Nullable String author, @Nullable UUID before, int limit) {
        var sql = new StringBuilder("select * from app.writing_samples where true");
        var parameters = new ArrayList<@Nullable Object>();
        if (author != null) {
            sql.append(" and author_label = ?");
            parameters.add(author);
        }
        if (before != null) {
            sql.append(" and id < ?");
            parameters.add(before);
        }
        sql.append(" order by id desc limit ?");
        parameters.add(limit);
        return db.query(sql.toString(), SampleRows::map, parameters.toArray());
    }

    /**
     * Words that count, by language; those left out by people do not.
     *
     * @param author null for those of everybody
     */
    List<Counted> counted(@Nullable String author) {
        return db.query(
                """
                select language, count(*) as samples, sum(word_count) as words from app.writing_samples
                 where not excluded and (cast(? as text) is null or author_label = ?)
                 group by language order by words desc, language
                """,
                (row, _) ->
                        new Counted(
                                row.getString("language"),
                                row.getInt("samples"),
                                row.getInt("words")),
                author,
                author);
    }

    /** Samples and their words in one language. */
    record Counted(String language, int samples, int words) {}

    /** What is analysed, oldest first. */
    List<WritingSample> included(@Nullable String author) {
        return db.query(
                """
                select * from app.writing_samples
                 where not excluded and (cast(? as text) is null or author_label = ?) order by id
                """,
                SampleRows::map,
                author,
                author);
    }

    private static String hash(String content) {
        return HexFormat.of().formatHex(Sha256.of(content));
    }

    private static WritingSample map(ResultSet row, int number) throws SQLException {
        return new WritingSample(
                row.getObject("id", UUID.class),
                row.getString("author_label"),
                row.getString("source_type"),
                row.getString("prompt_id"),
                row.getString("prompt_text"),
                row.getString("title"),
                row.getString("content"),
                row.getInt("word_count"),
                row.getString("language"),
                row.getBoolean("excluded"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
