package com.postmagiq.agents.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The model file the operator named, looked at anew when it has changed. Its name holds a checksum
 * of all its bytes, so the first look at a file of many gigabytes takes some seconds.
 */
final class LocalFile {
    private static final int DIGITS = 8;
    private static final int CHUNK = 1 << 20;

    private final Path path;
    private @Nullable Seen seen;

    /** What was there at the last look. */
    private record Seen(long size, long changed, Look look) {}

    /**
     * A file, or why there is none to use.
     *
     * @param name the model's, or the file's name alone when it cannot be used
     * @param gguf null with a fault
     * @param fault to be read after the file's path; null when it can be used
     */
    record Look(String name, @Nullable GgufFile gguf, @Nullable String fault) {}

    LocalFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    Path path() {
        return path;
    }

    synchronized Look look() {
        var name = String.valueOf(path.getFileName());
        try {
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                seen = null;
                return new Look(name, null, "cannot be read");
            }
            var size = Files.size(path);
            var changed = Files.getLastModifiedTime(path).toMillis();
            var last = seen;
            if (last == null || last.size() != size || last.changed() != changed) {
                last = new Seen(size, changed, fresh(name));
                seen = last;
            }
            return last.look();
        } catch (IOException e) {
            seen = null;
            return new Look(name, null, "cannot be read (%s)".formatted(e.getMessage()));
        }
    }

    /** What the library said of a file whose head was sound; counts until the file changes. */
    synchronized void unusable(String fault) {
        var name = look().name();
        var last = seen;
        if (last != null) {
            seen = new Seen(last.size(), last.changed(), new Look(name, null, fault));
        }
    }

    private Look fresh(String name) throws IOException {
        try {
            var gguf = GgufFile.read(path);
            return new Look(
                    "%s-%s-%s".formatted(name, checksum(), gguf.quantisation()), gguf, null);
        } catch (GgufFile.Unreadable e) {
            return new Look(name, null, String.valueOf(e.getMessage()));
        }
    }

    private String checksum() throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(path), sha256())) {
            var buffer = new byte[CHUNK];
            while (in.read(buffer) >= 0) {
                // read for its checksum alone
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest()).substring(0, DIGITS);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("Every Java has SHA-256", e));
        }
    }
}
