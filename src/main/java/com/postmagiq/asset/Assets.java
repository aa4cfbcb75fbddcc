package com.postmagiq.asset;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/**
 * The door to stored files. A file is first received whole under a temporary name and looked at;
 * only then it gets a row, its place, and the row turns ready, in this order, so that whatever dies
 * in between leaves nothing half-written that anybody could see.
 */
@Service
public class Assets {
    private static final int LONGEST_NAME = 255;
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("yyyy/MM", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AssetRows rows;
    private final LocalStore store;
    private final AssetSettings settings;
    private final Clock clock;

    Assets(AssetRows rows, LocalStore store, AssetSettings settings, Clock clock) {
        this.rows = rows;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Receives a file and keeps nothing of it yet.
     *
     * @param name as its sender calls it; becomes a label
     * @throws ProblemException {@code asset.too_large} or {@code asset.empty}
     */
    public ReceivedFile receive(AssetType type, String name, InputStream in) {
        var filename = label(name);
        var incoming =
                store.receive(in, type.limit())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                        AssetProblem.TOO_LARGE,
                                                        "The file %s is larger than the %,d bytes that an upload of type %s may have."
                                                                .formatted(
                                                                        filename,
                                                                        type.limit(),
                                                                        type.code()))
                                                .with("limit_bytes", type.limit()));
        var received =
                new ReceivedFile(incoming.path(), filename, incoming.bytes(), incoming.sha256());
        if (received.bytes() == 0) {
            received.close();
            throw new ProblemException(
                    AssetProblem.EMPTY, "The file %s has no content.".formatted(filename));
        }
        return received;
    }

    /**
     * Stores a received file of a kind that was confirmed.
     *
     * @param expiresAt when it goes by itself; null keeps it
     * @throws ProblemException {@code asset.storage_full}
     */
    public Asset keep(
            ReceivedFile file,
            AssetType type,
            FileKind kind,
            UUID userId,
            @Nullable Instant expiresAt) {
        var now = clock.instant();
        var asset =
                new Asset(
                        Ids.next(),
                        type.code(),
                        file.filename(),
                        kind.mimeType(),
                        file.bytes(),
                        file.sha256(),
                        userId,
                        expiresAt,
                        now);
        var key =
                "%s/%s/%s/%s/%s.%s"
                        .formatted(
                                LocalStore.WORKSPACES,
                                CurrentWorkspace.id(),
                                type.code(),
                                MONTH.format(now),
                                asset.id(),
                                kind.extensions().getFirst());
        rows.announce(asset, key, settings.workspaceLimit().toBytes());
        store.keep(file.path(), key);
        rows.ready(asset.id());
        return asset;
    }

    /** Receives, looks at and stores a file somebody sent. */
    Asset add(AssetType type, String name, InputStream in, UUID userId) {
        try (var file = receive(type, name, in)) {
            var kind =
                    FileKind.named(file.filename())
                            .filter(type::takes)
                            .orElseThrow(() -> notTaken(type, file, "its name ends otherwise"));
            if (!file.holds(kind)) {
                throw notTaken(type, file, "its content is something else than its name says");
            }
            return keep(file, type, kind, userId, null);
        }
    }

    private static ProblemException notTaken(AssetType type, ReceivedFile file, String reason) {
        return new ProblemException(
                        AssetProblem.TYPE_NOT_ALLOWED,
                        "The file %s is not taken: %s. Taken are %s."
                                .formatted(
                                        file.filename(),
                                        reason,
                                        String.join(", ", type.extensions())))
                .with("allowed", type.extensions());
    }

    Page<Asset> page(@Nullable String type, @Nullable String cursor, int limit) {
        return rows.page(type, cursor, limit);
    }

    Asset get(UUID id) {
        return located(id).asset();
    }

    /** Where a ready file lies, for reading; it may be removed at any time. */
    public Path pathOf(UUID id) {
        return store.at(located(id).key());
    }

    private AssetRows.Located located(UUID id) {
        return rows.find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Deletes a file: its row with the caller's transaction or at once, its bytes right after, and
     * by the clean-up task if that fails.
     *
     * @throws ProblemException {@code asset.in_use} while something still needs it
     */
    public void delete(UUID id) {
        boolean found;
        try {
            found = rows.delete(id, store::removeNow);
        } catch (DataIntegrityViolationException e) {
            if (AssetRows.stillNamed(e)) {
                throw new ProblemException(
                        AssetProblem.IN_USE,
                        "The file %s is still needed; delete or cancel what uses it first."
                                .formatted(id));
            }
            throw e;
        }
        if (!found) {
            throw unknown(id);
        }
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(
                AssetProblem.UNKNOWN_ASSET, "There is no file %s in this workspace.".formatted(id));
    }

    /** The last part of a path, without what cannot be seen or would end a header. */
    private static String label(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var clean = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"]", "").strip();
        if (clean.isEmpty()) {
            return "file";
        }
        return clean.length() <= LONGEST_NAME
                ? clean
                : clean.substring(clean.length() - LONGEST_NAME);
    }
}
