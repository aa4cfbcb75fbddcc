package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The file {@code log} of a folder, which takes what PostgreSQL and its tools print. */
record ServerLog(Path folder) {
    /** Beyond this size the file is put aside at the next start, replacing the one before. */
    private static final long MAX_BYTES = 10_000_000;

    private static final int TAIL_BYTES = 4_000;
    private static final int LAST_LINES = 5;

    static ServerLog in(Path folder) throws IOException {
        var log = new ServerLog(folder);
        if (log.position() > MAX_BYTES) {
            Files.move(log.file(), folder.resolve("log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log.file())) {
            Files.createFile(
                    log.file(),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        return log;
    }

    Path file() {
        return folder.resolve("log");
    }

    /** Marks a place, so that {@link #since} shows only what came later. */
    long position() throws IOException {
        return Files.exists(file()) ? Files.size(file()) : 0;
    }

    String since(long position) throws IOException {
        try (var text = Files.newInputStream(file())) {
            text.skipNBytes(Math.max(position, Files.size(file()) - TAIL_BYTES));
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String lastLines() throws IOException {
        return lastLines(since(0));
    }

    static String lastLines(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return last.isEmpty() ? "(nothing)" : String.join(" | ", last);
    }
}
