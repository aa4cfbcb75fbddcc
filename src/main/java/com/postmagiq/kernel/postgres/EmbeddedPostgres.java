package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL beside the application, for everyone who sets no {@code DATABASE_URL}. Its rows
 * are kept in {@code <data directory>/postgres} and are as durable as those of any PostgreSQL: a
 * committed row survives the death of this process, of the server, and of both.
 *
 * <p>It listens on a free port of 127.0.0.1 only and wants a password from everybody. When this
 * process is killed, Linux has the server stop cleanly; should one survive all the same, the next
 * start stops it first. There is no shutdown hook: whoever started it closes it, after the
 * connection pools.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /**
     * What may differ from an ordinary start.
     *
     * @param binaries folder that holds, or shall hold, the unpacked programs; null for the folder
     *     of the product's own jar, where they lie unpacked there, else for the data directory
     * @param maxConnections 10 to 1000; connections the server accepts
     */
    public record Settings(@Nullable Path binaries, int maxConnections) {
        /** Programs beside the jar or in the data directory, 50 connections. */
        public static final Settings DEFAULT = new Settings(null, 50);
    }

    private final FolderLock lock;
    private final PostgresFolder folder;
    private final PostgresProcess process;
    private final RunningServer server;
    private boolean closed;

    EmbeddedPostgres(
            FolderLock lock, PostgresFolder folder, PostgresProcess process, RunningServer server) {
        this.lock = lock;
        this.folder = folder;
        this.process = process;
        this.server = server;
    }

    /** Starts with the default settings; see {@link #start(Path, Settings)}. */
    public static EmbeddedPostgres start(Path dataDirectory) {
        return start(dataDirectory, Settings.DEFAULT);
    }

    /**
     * Returns when the server takes connections: about 3 s on a new folder, well under one on a
     * kept one, longer after a crash.
     *
     * @param dataDirectory the product's data directory; made when missing
     * @throws PostgresStartFailure with one sentence that says what is wrong and what to do
     */
    public static EmbeddedPostgres start(Path dataDirectory, Settings settings) {
        var folder = folderIn(dataDirectory);
        try {
            PostgresFolder.make(folder);
            folder = folder.toRealPath();
            var lock = FolderLock.take(folder);
            try {
                return new PostgresFolder(folder, settings).start(lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw PostgresStartFailure.ofFiles(folder, e);
        }
    }

    /**
     * The server another process runs on this data directory, for a command beside it. Empty when
     * none runs: then this process may start one.
     */
    public static Optional<RunningServer> running(Path dataDirectory) {
        var folder = folderIn(dataDirectory);
        try {
            return Files.isDirectory(folder)
                    ? ConnectionFile.running(folder.toRealPath())
                    : Optional.empty();
        } catch (IOException e) {
            throw PostgresStartFailure.ofFiles(folder, e);
        }
    }

    private static Path folderIn(Path dataDirectory) {
        return dataDirectory.toAbsolutePath().normalize().resolve("postgres");
    }

    /** Where it listens and how to log in. */
    public RunningServer server() {
        return server;
    }

    /** Stops the server and waits until everything is written. Close the pools first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            folder.stop(process);
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded database in %s was not stopped cleanly; its next start recovers what was committed."
                            .formatted(folder.data()),
                    e);
        }
    }
}
