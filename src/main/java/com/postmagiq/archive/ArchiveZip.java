package com.postmagiq.archive;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the entries of an archive, which tell nothing of when and where they were written. */
final class ArchiveZip implements Closeable {
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;

    /** Takes the lines of an entry. */
    interface Lines {
        void add(String line) throws IOException;
    }

    /** Writes the lines of an entry. */
    interface Source {
        void writeTo(Lines lines) throws IOException;
    }

    /** What was written. */
    record Written(int rows, String sha256) {}

    ArchiveZip(Path file) throws IOException {
        this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    Written lines(String name, Source source) throws IOException {
        var digest = sha256();
        var rows = new int[1];
        begin(name);
        // Not closed: that would close the archive.
        var target = new BufferedOutputStream(new DigestOutputStream(zip, digest));
        source.writeTo(
                line -> {
                    target.write(line.getBytes(StandardCharsets.UTF_8));
                    target.write('\n');
                    rows[0]++;
                });
        target.flush();
        zip.closeEntry();
        return new Written(rows[0], HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Adds a file under its checksum.
     *
     * @throws IOException when its bytes are no longer those
     */
    void file(Path file, String sha256) throws IOException {
        var digest = sha256();
        begin("assets/" + sha256);
        OutputStream target = new DigestOutputStream(zip, digest);
        Files.copy(file, target);
        zip.closeEntry();
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new IOException(
                    "The stored file %s has changed since it was kept".formatted(file));
        }
    }

    void bytes(String name, byte[] bytes) throws IOException {
        begin(name);
        zip.write(bytes);
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ALWAYS);
        zip.putNextEntry(entry);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
