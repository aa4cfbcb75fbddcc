package com.postmagiq.asset;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The rows of stored files. */
@Repository
class AssetRows {
    private static final String COLUMNS =
            """
            select id, asset_type, filename, mime_type, size_bytes, checksum_sha256, user_id, expires_at, created_at,
                   object_key
              from app.assets
             where state = 'ready'
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    AssetRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A row and where its file lies. */
    record Located(Asset asset, String key) {}

    /**
     * Announces a file and takes its room. Uploads of one workspace pass here one after another, so
     * that the limit holds.
     *
     * @param limit bytes of all files together
     */
    @Transactional
    public void announce(Asset asset, String key, long limit) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('assets ' || :workspace, 0))")
                .param("workspace", CurrentWorkspace.id().toString())
                .query((_, _) -> true)
                .single();
        var used =
                jdbc.sql("select coalesce(sum(size_bytes), 0) from app.assets")
                        .query(Long.class)
                        .single();
        if (used + asset.sizeBytes() > limit) {
            throw new ProblemException(
                            AssetProblem.STORAGE_FULL,
                            "This file has %,d bytes, and of the workspace's %,d only %,d are free; delete files that are not needed."
                                    .formatted(asset.sizeBytes(), limit, Math.max(0, limit - used)))
                    .with("used_bytes", used)
                    .with("limit_bytes", limit);
        }
        jdbc.sql(
                        """
                        insert into app.assets (workspace_id, id, user_id, asset_type, filename, mime_type, size_bytes,
                            storage, object_key, checksum_sha256, state, expires_at, created_at)
                        values (:workspaceId, :id, :userId, :type, :filename, :mimeType, :bytes,
                            :storage, :key, :checksum, 'uploading', :expiresAt, :createdAt)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", asset.id())
                .param("userId", asset.userId())
                .param("type", asset.type())
                .param("filename", asset.filename())
                .param("mimeType", asset.mimeType())
                .param("bytes", asset.sizeBytes())
                .param("storage", LocalStore.NAME)
                .param("key", key)
                .param("checksum", asset.checksumSha256())
                .param("expiresAt", at(asset.expiresAt()))
                .param("createdAt", at(asset.createdAt()))
                .update();
    }

    @Transactional
    public void ready(UUID id) {
        jdbc.sql("update app.assets set state = 'ready' where id = :id").param("id", id).update();
    }

    @Transactional(readOnly = true)
    public Optional<Located> find(UUID id) {
        return jdbc.sql(COLUMNS + " and id = :id and (expires_at is null or expires_at > :now)")
                .param("id", id)
                .param("now", at(clock.instant()))
                .query(AssetRows::located)
                .optional();
    }

    /** Files somebody put there, in the order of their ids. */
    @Transactional(readOnly = true)
    public List<Located> ofPerson(UUID userId, UUID after, int limit) {
        return jdbc.sql(
                        COLUMNS
                                + """
                                   and user_id = :user and asset_type not in ('export', 'import') and id > :after
                                 order by id limit :limit
                                """)
                .param("user", userId)
                .param("after", after)
                .param("limit", limit)
                .query(AssetRows::located)
                .list();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Asset> page(@Nullable String type, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                COLUMNS
                                        + """
                                           and (expires_at is null or expires_at > :now)
                                           and asset_type not in ('export', 'import', 'logo')
                                           and (cast(:type as text) is null or asset_type = :type)
                                           and (cast(:before as uuid) is null or id < :before)
                                         order by id desc
                                         limit :limit
                                        """)
                        .param("now", at(clock.instant()))
                        .param("type", type)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, n) -> located(row, n).asset())
                        .list();
        return Page.of(rows, limit, Asset::id);
    }

    /**
     * Deletes a row in whatever state; the database notes its file for removal.
     *
     * @param gone told the file's key once the row is gone for good
     * @return whether there was such a row
     */
    @Transactional
    public boolean delete(UUID id, Consumer<String> gone) {
        var key =
                jdbc.sql("delete from app.assets where id = :id returning object_key")
                        .param("id", id)
                        .query(String.class)
                        .optional();
        key.ifPresent(
                file ->
                        TransactionSynchronizationManager.registerSynchronization(
                                new TransactionSynchronization() {
                                    @Override
                                    public void afterCommit() {
                                        gone.accept(file);
                                    }
                                }));
        return key.isPresent();
    }

    /** Which of these keys have a row. */
    @Transactional(readOnly = true)
    public Set<String> known(Collection<String> keys) {
        return new HashSet<>(
                jdbc.sql("select object_key from app.assets where object_key in (:keys)")
                        .param("keys", keys)
                        .query(String.class)
                        .list());
    }

    /** Whether the database refused because another row still names this one. */
    static boolean stillNamed(RuntimeException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException refused
                && "23503".equals(refused.getSQLState());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Located located(ResultSet row, int number) throws SQLException {
        return new Located(
                new Asset(
                        row.getObject("id", UUID.class),
                        row.getString("asset_type"),
                        row.getString("filename"),
                        row.getString("mime_type"),
                        row.getLong("size_bytes"),
                        row.getString("checksum_sha256"),
                        row.getObject("user_id", UUID.class),
                        row.getObject("expires_at") == null ? null : instant(row, "expires_at"),
                        instant(row, "created_at")),
                row.getString("object_key"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
