package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Tells other processes of the same machine where the server of a folder listens. Host, port and
 * pid are no secret; the passwords are in a file of their own.
 */
final class ConnectionFile {
    private static final int PARTS = 3;

    private ConnectionFile() {}

    /** Written when the server is ready: one line {@code host port pid}. */
    static void write(Path folder, String host, int port, long pid) throws IOException {
        var unfinished = Files.createTempFile(folder, "connection", ".new");
        Files.writeString(unfinished, "%s %d %d%n".formatted(host, port, pid));
        Files.move(
                unfinished,
                file(folder),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void remove(Path folder) throws IOException {
        Files.deleteIfExists(file(folder));
    }

    /** Empty when there is no server, whatever a file left behind says. */
    static Optional<RunningServer> running(Path folder) throws IOException {
        if (!Files.exists(file(folder))) {
            return Optional.empty();
        }
        var parts = Files.readString(file(folder)).strip().split(" ", -1);
        var data = PostgresFolder.data(folder);
        var postmaster = Postmaster.in(data);
        if (parts.length != PARTS
                || postmaster.isEmpty()
                || !String.valueOf(postmaster.get().pid()).equals(parts[2])
                || !postmaster.get().ready()
                || postmaster.get().holder(data) != Postmaster.Holder.SERVER) {
            return Optional.empty();
        }
        return Optional.of(
                PostgresFolder.server(
                        folder, parts[0], Integer.parseInt(parts[1]), postmaster.get().pid()));
    }

    private static Path file(Path folder) {
        return folder.resolve("connection");
    }
}
