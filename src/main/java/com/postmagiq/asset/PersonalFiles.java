package com.postmagiq.asset;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Files of a person that belong to no workspace. Each has an end. */
@Service
public class PersonalFiles {
    private static final String FOLDER = "people";

    /**
     * A file and where it lies.
     *
     * @param path for reading; the file may be removed at any time
     */
    public record Stored(Asset asset, Path path) {}

    private final JdbcClient jdbc;
    private final LocalStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PersonalFiles(JdbcClient jdbc, LocalStore store, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Stores a file this server made, or one it will read for the person.
     *
     * @return its id
     * @throws ProblemException {@code asset.too_large}
     */
    public UUID keep(
            UUID userId, String filename, FileKind kind, InputStream in, Instant expiresAt) {
        var made =
                store.receive(in, AssetType.EXPORT.limit())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                AssetProblem.TOO_LARGE,
                                                "The file %s is larger than the %,d bytes it may have."
                                                        .formatted(
                                                                filename,
                                                                AssetType.EXPORT.limit())));
        var id = Ids.next();
        var key = "%s/%s/%s.%s".formatted(FOLDER, userId, id, kind.extensions().getFirst());
        // The row first: without it nobody would ever remove the file.
        transaction.executeWithoutResult(
                _ ->
                        jdbc.sql(
                                        """
                                            insert into core.user_assets (id, user_id, filename, mime_type, size_bytes,
                                                storage, object_key, checksum_sha256, expires_at, created_at)
                                            values (:id, :user, :filename, :mime, :bytes, :storage, :key, :checksum,
                                                :expires, :now)
                                            """)
                                .param("id", id)
                                .param("user", userId)
                                .param("filename", filename)
                                .param("mime", kind.mimeType())
                                .param("bytes", made.bytes())
                                .param("storage", LocalStore.NAME)
                                .param("key", key)
                                .param("checksum", made.sha256())
                                .param("expires", expiresAt.atOffset(ZoneOffset.UTC))
                                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .update());
        store.keep(made.path(), key);
        return id;
    }

    /** A file whose time is not over, for its owner. */
    public Optional<Stored> find(UUID userId, UUID id) {
        return jdbc.sql(
                        """
                        select filename, mime_type, size_bytes, checksum_sha256, expires_at, created_at, object_key
                          from core.user_assets where id = :id and user_id = :user and expires_at > :now
                        """)
                .param("id", id)
                .param("user", userId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(
                        (row, _) ->
                                new Stored(
                                        new Asset(
                                                id,
                                                AssetType.EXPORT.code(),
                                                row.getString("filename"),
                                                row.getString("mime_type"),
                                                row.getLong("size_bytes"),
                                                row.getString("checksum_sha256"),
                                                userId,
                                                AssetRows.instant(row, "expires_at"),
                                                AssetRows.instant(row, "created_at")),
                                        store.at(row.getString("object_key"))))
                .optional();
    }

    /**
     * Deletes a person's files in the caller's transaction: their rows with it, their bytes right
     * after, and by the clean-up task if that fails.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void deleteAll(UUID userId) {
        List<String> keys =
                jdbc.sql("delete from core.user_assets where user_id = :user returning object_key")
                        .param("user", userId)
                        .query(String.class)
                        .list();
        removeAfterCommit(keys);
    }

    private void removeAfterCommit(List<String> keys) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        keys.forEach(store::removeNow);
                    }
                });
    }

    /** Deletes a file in the caller's transaction, as {@link #deleteAll} does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void delete(UUID userId, UUID id) {
        removeAfterCommit(
                jdbc.sql(
                                "delete from core.user_assets where user_id = :user and id = :id returning object_key")
                        .param("user", userId)
                        .param("id", id)
                        .query(String.class)
                        .list());
    }

    /** Deletes the rows of files whose time is over. */
    void sweep() {
        jdbc.sql("delete from core.user_assets where expires_at <= :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
