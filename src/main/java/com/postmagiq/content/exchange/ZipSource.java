package com.postmagiq.content.exchange;

import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the Markdown files of a zip in the order of their names. Nothing is written to disk, and
 * what inflates beyond all measure is refused while it does.
 */
final class ZipSource {
    private static final int MOST_FILES = 20_000;
    private static final long LARGEST = 500L << 20;
    private static final int HIGHEST_RATIO = 100;

    /** Below this a good ratio is no attack. */
    private static final long SMALL = 1 << 20;

    private static final int LONGEST_FILE = 1 << 20;
    private static final int FLAGS = 6;
    private static final int BLOCK = 1 << 13;

    private ZipSource() {}

    static void read(Path path, EntrySink sink) throws IOException {
        requireOpen(path);
        try (var zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8)) {
            if (zip.size() > MOST_FILES) {
                throw unsafe(
                        "it has %,d files; the limit is %,d".formatted(zip.size(), MOST_FILES));
            }
            var limit = Math.min(LARGEST, Math.max(SMALL, Files.size(path) * HIGHEST_RATIO));
            var inflated = 0L;
            var number = 0;
            for (var entry :
                    zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList()) {
                if (entry.getName().contains("..") || entry.getName().startsWith("/")) {
                    throw unsafe("a file of it wants to lie outside of it");
                }
                if (!entry.isDirectory() && !isPost(entry.getName())) {
                    // Its size counts as well: whoever inflates it elsewhere is warned here.
                    inflated += length(zip, entry, limit - inflated);
                }
                if (isPost(entry.getName())) {
                    number++;
                    inflated += tell(zip, entry, limit - inflated, number, sink);
                }
            }
            if (number == 0) {
                throw new ProblemException(
                        ExchangeProblem.EMPTY_FILE,
                        "The archive holds no Markdown file; put each post into a file that ends with .md.");
            }
        } catch (ZipException _) {
            throw new ProblemException(
                    ExchangeProblem.BROKEN_FILE, "The archive is damaged; make it again.");
        }
    }

    /** The index of an export is for people. */
    private static boolean isPost(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(md|markdown)")
                && !name.equals("README.md");
    }

    /** The first file's flags say whether a password is needed. */
    private static void requireOpen(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            var head = in.readNBytes(FLAGS + 2);
            if (head.length > FLAGS && (head[FLAGS] & 1) == 1) {
                throw new ProblemException(
                        ExchangeProblem.ENCRYPTED_ZIP,
                        "The archive needs a password; make one without.");
            }
        }
    }

    private static long tell(ZipFile zip, ZipEntry entry, long limit, int number, EntrySink sink)
            throws IOException {
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes(LONGEST_FILE + 1);
            if (bytes.length > limit) {
                throw bomb();
            }
            if (bytes.length > LONGEST_FILE) {
                sink.issue(Issue.Kind.TOO_LONG.at(number, "content"));
                return bytes.length + rest(in, limit - bytes.length);
            }
            MarkdownSource.read(new String(bytes, StandardCharsets.UTF_8), number, sink);
            return bytes.length;
        }
    }

    private static long length(ZipFile zip, ZipEntry entry, long limit) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return rest(in, limit);
        }
    }

    private static long rest(InputStream in, long limit) throws IOException {
        var block = new byte[BLOCK];
        var length = 0L;
        for (var read = in.read(block); read >= 0; read = in.read(block)) {
            length += read;
            if (length > limit) {
                throw bomb();
            }
        }
        return length;
    }

    private static ProblemException bomb() {
        return unsafe("it inflates to more than a hundred times its size, or to more than 500 MB");
    }

    private static ProblemException unsafe(String reason) {
        return new ProblemException(
                ExchangeProblem.UNSAFE_ZIP,
                "The archive is not opened: %s. Send only your Markdown files.".formatted(reason));
    }
}
