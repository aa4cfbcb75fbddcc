package com.postmagiq.asset;

import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The bytes of stored files on their way into an archive of the bound workspace, and out of one.
 */
@Service
public class ArchivedFiles {
    /**
     * Bytes that one file or more have.
     *
     * @param sha256 in lower-case hexadecimal
     */
    public record Bytes(Path path, String sha256) {}

    /** Takes files, one after another. */
    public interface Target {
        void add(Bytes bytes) throws IOException;
    }

    private static final int FETCHED_AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final LocalStore store;
    private final Assets assets;

    ArchivedFiles(JdbcClient jdbc, LocalStore store, Assets assets) {
        this.jdbc = jdbc;
        this.store = store;
        this.assets = assets;
    }

    /** Every file that people put there, equal ones once, in the order of their checksums. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void each(Target target) throws IOException {
        try {
            jdbc.sql(
                            """
                            select distinct on (checksum_sha256) checksum_sha256, object_key
                              from app.assets where %s order by checksum_sha256, id
                            """
                                    .formatted(AssetArchive.TRAVELLING))
                    .withFetchSize(FETCHED_AT_ONCE)
                    .query(
                            row -> {
                                add(
                                        target,
                                        new Bytes(store.at(row.getString(2)), row.getString(1)));
                            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void add(Target target, Bytes bytes) {
        try {
            target.add(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stores a file of an archive under the id it is given, judged as if somebody had sent it. The
     * database is told in the caller's transaction.
     *
     * @throws ProblemException {@code asset.type_not_allowed}, {@code asset.too_large}, {@code
     *     asset.empty}, {@code asset.storage_full}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void arrive(Asset asset, InputStream in) {
        var type =
                AssetType.named(asset.type())
                        .filter(AssetType::travels)
                        .orElseThrow(() -> unknownType(asset.id(), asset.type()));
        try (var file = assets.receive(type, asset.filename(), in)) {
            var kind = Assets.confirmed(type, file);
            assets.place(
                    file,
                    new Asset(
                            asset.id(),
                            type.code(),
                            file.filename(),
                            kind.mimeType(),
                            file.bytes(),
                            file.sha256(),
                            asset.userId(),
                            null,
                            asset.createdAt()),
                    type,
                    kind);
        }
    }

    private static ProblemException unknownType(UUID id, String type) {
        return new ProblemException(
                AssetProblem.TYPE_NOT_ALLOWED,
                "The file %s is of type '%s', of which none is taken.".formatted(id, type));
    }
}
