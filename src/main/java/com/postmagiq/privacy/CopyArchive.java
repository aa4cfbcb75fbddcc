package com.postmagiq.privacy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A zip that keeps a list of what was put into it, with digests, and ends with that list. */
final class CopyArchive implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * A file of the archive.
     *
     * @param rows null where it holds none
     */
    record Listed(String file, String sha256, @Nullable Integer rows) {}

    private interface Content {
        /** Writes a file; the number of its rows, or null. */
        @Nullable Integer writeTo(OutputStream target) throws IOException;
    }

    private final ZipOutputStream zip;
    private final List<Listed> listed = new ArrayList<>();

    CopyArchive(OutputStream target) {
        this.zip = new ZipOutputStream(new BufferedOutputStream(target));
    }

    void text(String name, String text) throws IOException {
        put(
                name,
                target -> {
                    target.write(text.getBytes(StandardCharsets.UTF_8));
                    return null;
                });
    }

    void file(String name, Path file) throws IOException {
        put(
                name,
                target -> {
                    Files.copy(file, target);
                    return null;
                });
    }

    /** Objects, one a line: as they are for {@code .jsonl}, as a list for {@code .json}. */
    void rows(String name, List<Path> lines) throws IOException {
        put(name, target -> rows(lines, name.endsWith(".json"), target));
    }

    private static int rows(List<Path> lines, boolean list, OutputStream target)
            throws IOException {
        var rows = 0;
        target.write((list ? "[" : "").getBytes(StandardCharsets.UTF_8));
        for (var file : lines) {
            try (var reader = Files.newBufferedReader(file)) {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    var before = !list ? "" : rows == 0 ? "\n" : ",\n";
                    var after = list ? "" : "\n";
                    target.write((before + line + after).getBytes(StandardCharsets.UTF_8));
                    rows++;
                }
            }
        }
        target.write((list ? "\n]\n" : "").getBytes(StandardCharsets.UTF_8));
        return rows;
    }

    private void put(String name, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var digest = sha256();
        // Not closed: that would close the archive.
        var target = new BufferedOutputStream(new DigestOutputStream(zip, digest));
        var rows = content.writeTo(target);
        target.flush();
        zip.closeEntry();
        listed.add(new Listed(name, HexFormat.of().formatHex(digest.digest()), rows));
    }

    /** Adds the list; nothing may follow. */
    void finish() throws IOException {
        zip.putNextEntry(new ZipEntry("manifest.json"));
        zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(listed));
        zip.closeEntry();
        zip.finish();
    }

    int files() {
        return listed.size();
    }

    int rows() {
        return listed.stream().mapToInt(each -> each.rows() == null ? 0 : each.rows()).sum();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
