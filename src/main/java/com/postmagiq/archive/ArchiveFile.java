package com.postmagiq.archive;

import com.postmagiq.archive.Manifest.Part;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An archive that came from somewhere. Nothing of it is believed before {@link #check}, nothing is
 * written to disk under a name of its choice, and nothing is ever read whole but the manifest.
 */
final class ArchiveFile implements Closeable {
    private static final Pattern NAME = Pattern.compile("[a-z_]{1,60}\\.jsonl|assets/[0-9a-f]{64}");
    private static final int MOST_ENTRIES = 200_000;
    private static final int LONGEST_MANIFEST = 4 << 20;
    private static final int LONGEST_LINE = 16 << 20;
    private static final long MOST_ROWS = 2_000_000;
    private static final int BLOCK = 1 << 14;

    /** Below this a good ratio is no attack. */
    private static final long SMALL = 1L << 28;

    private static final int HIGHEST_RATIO = 100;

    private final ZipFile zip;
    private final long limit;
    private final Manifest manifest;
    private long inflated;

    private ArchiveFile(ZipFile zip, long limit, JsonMapper json) throws IOException {
        this.zip = zip;
        this.limit = limit;
        requireNames();
        this.manifest = manifest(json);
    }

    /**
     * Opens an archive and reads its manifest.
     *
     * @throws ProblemException {@code import.archive_damaged}, {@code import.archive_unsafe},
     *     {@code import.archive_too_new}
     */
    static ArchiveFile open(Path path, JsonMapper json) throws IOException {
        var limit = Math.max(SMALL, Files.size(path) * HIGHEST_RATIO);
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (IOException _) {
            throw damaged("the archive", "it cannot be opened as a zip");
        }
        try {
            return new ArchiveFile(zip, limit, json);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    Manifest manifest() {
        return manifest;
    }

    private void requireNames() {
        if (zip.size() > MOST_ENTRIES) {
            throw unsafe("it has more than %,d files".formatted(MOST_ENTRIES));
        }
        var seen = new HashSet<String>();
        zip.stream()
                .map(ZipEntry::getName)
                .forEach(
                        name -> {
                            if (!seen.add(name)) {
                                throw unsafe("the file %s is in it twice".formatted(shown(name)));
                            }
                            if (!name.equals(Manifest.FILE) && !NAME.matcher(name).matches()) {
                                throw unsafe("it has no business with a file " + shown(name));
                            }
                        });
    }

    private Manifest manifest(JsonMapper json) throws IOException {
        var entry = entry(Manifest.FILE);
        byte[] bytes;
        try (var in = zip.getInputStream(entry)) {
            bytes = in.readNBytes(LONGEST_MANIFEST);
        } catch (IOException _) {
            throw damaged(Manifest.FILE, "it cannot be read");
        }
        var sum = new CRC32();
        sum.update(bytes);
        if (sum.getValue() != entry.getCrc()) {
            throw damaged(Manifest.FILE, "its checksum is another one");
        }
        try {
            var tree = json.readTree(bytes);
            if (!tree.path("format").asString("").equals(Manifest.FORMAT)) {
                throw damaged(Manifest.FILE, "it is not the manifest of a workspace");
            }
            if (tree.path("schema_version").asInt(0) > Manifest.SCHEMA_VERSION) {
                throw tooNew(tree.path("product_version").asString(""));
            }
            return json.treeToValue(tree, Manifest.class);
        } catch (JacksonException _) {
            throw damaged(Manifest.FILE, "it is not the manifest of a workspace");
        }
    }

    /**
     * Reads everything once and compares it with the manifest.
     *
     * @throws ProblemException {@code import.archive_damaged} with the file's name, {@code
     *     import.archive_unsafe}
     */
    void check() {
        var expected = new HashSet<String>();
        expected.add(Manifest.FILE);
        var rows = 0L;
        for (var part : manifest.parts()) {
            if (!part.file().endsWith(".jsonl") || !expected.add(part.file())) {
                throw damaged(
                        Manifest.FILE,
                        "it lists the file %s wrongly".formatted(shown(part.file())));
            }
            check(part);
            rows += part.rows();
        }
        if (rows > MOST_ROWS) {
            throw unsafe("it has more than %,d rows".formatted(MOST_ROWS));
        }
        requireNothingElse(expected);
    }

    private void check(Part part) {
        var counted = new int[2];
        var sum =
                digest(
                        part.file(),
                        (block, length) -> {
                            for (var i = 0; i < length; i++) {
                                counted[1]++;
                                if (block[i] == '\n') {
                                    counted[0]++;
                                    counted[1] = 0;
                                }
                            }
                            if (counted[1] > LONGEST_LINE) {
                                throw unsafe("a line of %s is too long".formatted(part.file()));
                            }
                        });
        if (!sum.equals(part.sha256())) {
            throw damaged(part.file(), "its checksum is another one");
        }
        if (counted[0] != part.rows() || counted[1] != 0) {
            throw damaged(part.file(), "it has another number of rows than the manifest says");
        }
    }

    private void requireNothingElse(Set<String> expected) {
        zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> !expected.contains(name))
                .forEach(
                        name -> {
                            if (!name.startsWith("assets/")) {
                                throw damaged(Manifest.FILE, "it does not list " + name);
                            }
                            if (!name.endsWith(digest(name, (_, _) -> {}))) {
                                throw damaged(name, "its checksum is another one");
                            }
                        });
    }

    private interface Blocks {
        void take(byte[] block, int length);
    }

    private String digest(String name, Blocks blocks) {
        var digest = ArchiveZip.sha256();
        var block = new byte[BLOCK];
        try (var in = zip.getInputStream(entry(name))) {
            for (var length = in.read(block); length >= 0; length = in.read(block)) {
                inflated += length;
                if (inflated > limit) {
                    throw unsafe(
                            "it inflates to more than %d times its size".formatted(HIGHEST_RATIO));
                }
                digest.update(block, 0, length);
                blocks.take(block, length);
            }
        } catch (IOException _) {
            throw damaged(name, "it cannot be read");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The lines of a part that was checked. */
    BufferedReader lines(String file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(zip.getInputStream(entry(file)), StandardCharsets.UTF_8));
    }

    /** The bytes of a stored file. */
    InputStream bytes(String sha256) throws IOException {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw damaged("assets.jsonl", "it names a file wrongly");
        }
        return new BufferedInputStream(zip.getInputStream(entry("assets/" + sha256)));
    }

    private ZipEntry entry(String name) {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw damaged(name, "it is not there");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    static ProblemException damaged(String file, String reason) {
        return new ProblemException(
                        ArchiveProblem.DAMAGED,
                        "The archive is damaged at %s: %s. Nothing was taken over; copy the file again or export once more."
                                .formatted(file, reason))
                .with("file", file);
    }

    static ProblemException tooNew(String version) {
        return new ProblemException(
                ArchiveProblem.TOO_NEW,
                "The archive was made by a newer version of the product (%s) and cannot be read by this one; update this installation first."
                        .formatted(shown(version)));
    }

    private static ProblemException unsafe(String reason) {
        return new ProblemException(
                ArchiveProblem.UNSAFE,
                "The archive is not opened: %s. Send one that this product has exported."
                        .formatted(reason));
    }

    /** A name from outside, short and without what cannot be seen. */
    private static String shown(String name) {
        var clean = name.replaceAll("\\p{C}", "?");
        return clean.length() <= 80 ? clean : clean.substring(0, 80) + "...";
    }
}
