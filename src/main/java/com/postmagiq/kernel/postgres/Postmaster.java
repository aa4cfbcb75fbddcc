package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says: the file PostgreSQL keeps in its data folder while it runs, and
 * leaves behind when it is killed.
 *
 * @param ready whether the server said that it takes connections; a stale file says so too
 */
record Postmaster(long pid, int port, boolean ready) {
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** Empty when there is no file, or one that is not complete yet. */
    static Optional<Postmaster> in(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        if (lines.size() <= PORT_LINE) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Postmaster(
                            Long.parseLong(lines.getFirst().strip()),
                            Integer.parseInt(lines.get(PORT_LINE).strip()),
                            lines.size() > STATUS_LINE
                                    && "ready".equals(lines.get(STATUS_LINE).strip())));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /**
     * Whether that process lives and is a PostgreSQL on this folder. The pid alone proves nothing:
     * it may be a zombie, or belong to another program by now.
     */
    boolean runs(Path data) throws IOException {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty() || !process.get().isAlive()) {
            return false;
        }
        var commandLine = Path.of("/proc", String.valueOf(pid), "cmdline");
        if (Files.exists(Path.of("/proc/self"))) {
            try {
                // Empty for a zombie. Unlike the link to the program, readable for other users.
                var words =
                        new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8)
                                .split("\0", -1);
                return words[0].endsWith("/postgres") && List.of(words).contains(data.toString());
            } catch (NoSuchFileException _) {
                return false;
            }
        }
        return process.get().info().command().filter(c -> c.endsWith("/postgres")).isPresent();
    }
}
