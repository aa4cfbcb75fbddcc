package com.postmagiq.asset;

import com.postmagiq.kernel.settings.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Files on the local disk. Each is written under a temporary name in the same folder tree, made
 * durable, and then renamed, so that a key names a whole file or none. Keys are built from ids by
 * this module and never from what a request says.
 */
@Component
class LocalStore {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStore.class);
    static final String NAME = "local";
    static final String WORKSPACES = "workspaces";
    private static final String INCOMING = "incoming";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int CHUNK = 1 << 16;

    private final Path root;

    LocalStore(AssetSettings settings, Installation installation) {
        var directory = settings.directory();
        var folder =
                directory.isBlank() ? installation.dataDir().resolve("assets") : Path.of(directory);
        this.root = folder.toAbsolutePath().normalize();
    }

    /** What came in. */
    record Incoming(Path path, long bytes, String sha256) {}

    /**
     * Writes a stream to a temporary file.
     *
     * @param limit bytes; empty in the answer when there were more, and then nothing is left
     */
    Optional<Incoming> receive(InputStream in, long limit) {
        Path path = null;
        try {
            var folder = Files.createDirectories(root.resolve(INCOMING));
            path = Files.createTempFile(folder, "file-", ".part");
            var digest = sha256();
            var bytes = write(new DigestInputStream(in, digest), path, limit);
            if (bytes.isEmpty()) {
                Files.delete(path);
                return Optional.empty();
            }
            return Optional.of(
                    new Incoming(
                            path, bytes.getAsLong(), HexFormat.of().formatHex(digest.digest())));
        } catch (IOException | RuntimeException e) {
            discard(path);
            throw e instanceof IOException io ? unwritable(io) : (RuntimeException) e;
        }
    }

    private static OptionalLong write(InputStream in, Path path, long limit) throws IOException {
        var buffer = new byte[CHUNK];
        var total = 0L;
        try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                total += n;
                if (total > limit) {
                    return OptionalLong.empty();
                }
                var rest = ByteBuffer.wrap(buffer, 0, n);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
            }
            file.force(true);
        }
        return OptionalLong.of(total);
    }

    private static void discard(@Nullable Path path) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException _) {
            // the sweep of old incoming files finds it
        }
    }

    /** Gives a received file its key. Readers see the whole file or none. */
    void keep(Path received, String key) {
        try {
            var target = at(key);
            Files.createDirectories(target.getParent());
            Files.move(received, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Where the file lies; it may be gone. */
    Path at(String key) {
        var path = root.resolve(key).normalize();
        if (!path.startsWith(root) || path.equals(root)) {
            throw new IllegalArgumentException("No key of this store: " + key);
        }
        return path;
    }

    /** Removes a file; one that is gone already is as good as removed. */
    void delete(String key) throws IOException {
        Files.deleteIfExists(at(key));
    }

    /** Removes a file whose row is gone, if that works at once; else the clean-up task does. */
    void removeNow(String key) {
        try {
            delete(key);
        } catch (IOException e) {
            LOG.info("File {} is not removed yet ({})", key, e.toString());
        }
    }

    /** Removes what uploads left behind that a dead process never finished. */
    int sweepIncoming(Instant before) throws IOException {
        var folder = root.resolve(INCOMING);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        var removed = 0;
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    /** Workspaces that have a folder here. */
    List<UUID> workspaces() throws IOException {
        var folder = root.resolve(WORKSPACES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var folders = Files.list(folder)) {
            return folders.map(each -> String.valueOf(each.getFileName()))
                    .filter(name -> ID.matcher(name).matches())
                    .map(UUID::fromString)
                    .toList();
        }
    }

    /** Keys of a workspace whose files are older. */
    List<String> keysOf(UUID workspaceId, Instant before) throws IOException {
        var folder = root.resolve(WORKSPACES).resolve(workspaceId.toString());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && olderThan(file, before))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    private static boolean olderThan(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (IOException _) {
            return false; // removed while we looked
        }
    }

    private UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException(
                "Files cannot be kept in %s (%s): make the folder writable for this user and look at its free space, or set POSTMAGIQ_ASSETS_DIRECTORY."
                        .formatted(root, e.getMessage()),
                e);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
