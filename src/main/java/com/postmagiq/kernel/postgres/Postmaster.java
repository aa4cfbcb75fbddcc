package com.postmagiq.kernel.postgres;

import java.io.IOException;
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

    /** Who has the process id now. */
    enum Holder {
        /** A PostgreSQL on this folder. */
        SERVER,
        /** A program that has nothing to do with it and got the number by chance. */
        STRANGER,
        /** Nobody, or a zombie that only its parent has not noticed yet. */
        NOBODY
    }

    /** The process id alone proves nothing, hence the look at what the process is. */
    Holder holder(Path data) throws IOException {
        var process = ProcessHandle.of(pid);
        if (process.isEmpty() || !process.get().isAlive()) {
            return Holder.NOBODY;
        }
        if (!Files.exists(Path.of("/proc/self"))) {
            var command = process.get().info().command().orElse("");
            return command.endsWith("/postgres") ? Holder.SERVER : Holder.STRANGER;
        }
        try {
            // Unlike the link to the program, the words of the command are readable for other
            // users.
            var words =
                    Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline"))
                            .split("\0", -1);
            if (words[0].isEmpty()) {
                return Holder.NOBODY;
            }
            return words[0].endsWith("/postgres") && List.of(words).contains(data.toString())
                    ? Holder.SERVER
                    : Holder.STRANGER;
        } catch (NoSuchFileException _) {
            return Holder.NOBODY;
        }
    }
}
