package com.postmagiq.asset;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
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
     * Keeps a file this server made for somebody.
     *
     * @param name becomes a label
     * @param expiresAt when it goes by itself
     * @throws ProblemException {@code asset.storage_full}, {@code asset.empty}
     */
    public Asset keepExport(
            String name, InputStream made, FileKind kind, UUID userId, Instant expiresAt) {
        try (var file = receive(AssetType.EXPORT, name, made)) {
            return keep(file, AssetType.EXPORT, kind, userId, expiresAt);
        }
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
        place(file, asset, type, kind);
        return asset;
    }

    /** Gives a received file its row, its place and then to everybody. */
    void place(ReceivedFile file, Asset asset, AssetType type, FileKind kind) {
        var key =
                "%s/%s/%s/%s/%s.%s"
                        .formatted(
                                LocalStore.WORKSPACES,
                                CurrentWorkspace.id(),
                                type.code(),
                                MONTH.format(asset.createdAt()),
                                asset.id(),
                                kind.extensions().getFirst());
        rows.announce(asset, key, settings.workspaceLimit().toBytes());
        store.keep(file.path(), key);
        rows.ready(asset.id());
    }

    /** Receives, looks at and stores a file somebody sent. */
    Asset add(AssetType type, String name, InputStream in, UUID userId) {
        try (var file = receive(type, name, in)) {
            return keep(file, type, confirmed(type, file), userId, null);
        }
    }

    /**
     * Receives a picture and stores it drawn anew, so that nothing but what can be seen is kept.
     *
     * @throws ProblemException {@code asset.type_not_allowed}, {@code asset.too_large}, {@code
     *     asset.empty}, {@code asset.storage_full}
     */
    Asset addLogo(String name, InputStream in, UUID userId) {
        var type = AssetType.LOGO;
        try (var file = receive(type, name, in)) {
            confirmed(type, file);
            var drawn =
                    Picture.drawn(file.path())
                            .orElseThrow(
                                    () ->
                                            notTaken(
                                                    type,
                                                    file,
                                                    "it cannot be drawn, or has more than 16 million points"));
            try (var clean = receive(type, "logo.png", new ByteArrayInputStream(drawn))) {
                return keep(clean, type, FileKind.PNG, userId, null);
            }
        }
    }

    static FileKind confirmed(AssetType type, ReceivedFile file) {
        var kind =
                FileKind.named(file.filename())
                        .filter(type::takes)
                        .orElseThrow(() -> notTaken(type, file, "its name ends otherwise"));
        if (!file.holds(kind)) {
            throw notTaken(type, file, "its content is something else than its name says");
        }
        return kind;
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

    /** A file that somebody put there. */
    Asset get(UUID id) {
        return only(id, type -> type.isListed());
    }

    /** The picture of the workspace. */
    Asset logo(UUID id) {
        return only(id, type -> type == AssetType.LOGO);
    }

    /**
     * A file that this server made; whoever may see it is for its maker to say.
     *
     * @throws ProblemException {@code asset.not_found}
     */
    public Asset export(UUID id) {
        return only(id, type -> type == AssetType.EXPORT);
    }

    private Asset only(UUID id, Predicate<AssetType> wanted) {
        var asset = located(id).asset();
        if (AssetType.named(asset.type()).filter(wanted).isEmpty()) {
            throw unknown(id);
        }
        return asset;
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
