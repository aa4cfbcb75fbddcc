package com.postmagiq.kernel.postgres;

import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The server as our child process. */
final class PostgresProcess {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Process process;
    private final Path data;
    private final ServerLog log;

    private PostgresProcess(Process process, Path data, ServerLog log) {
        this.process = process;
        this.data = data;
        this.log = log;
    }

    /**
     * Starts the server from a thread that then waits for its end. The signal that a killed JVM
     * leaves to its child is sent when the <em>thread</em> that started the child dies, so that
     * thread has to live as long as the server.
     */
    static PostgresProcess start(List<String> command, Path data, ServerLog log)
            throws IOException {
        var started = new CompletableFuture<Process>();
        Thread.ofPlatform()
                .daemon()
                .name("embedded-postgres")
                .start(
                        () -> {
                            try {
                                var child = Programs.builder(command, log).start();
                                started.complete(child);
                                child.waitFor();
                            } catch (IOException | RuntimeException e) {
                                started.completeExceptionally(e);
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        try {
            return new PostgresProcess(started.join(), data, log);
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits until the server takes connections. After a crash that means recovery, hence the
     * generous limit.
     *
     * @return false when it ended instead
     */
    boolean awaitReady(Duration limit) throws IOException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!saysReady()) {
            if (exitsWithin(LOOK_AGAIN)) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new PostgresStartFailure(
                        Reason.SERVER_FAILED,
                        "PostgreSQL was not ready after %d s; the end of its log %s is: %s"
                                .formatted(limit.toSeconds(), log.file(), log.lastLines()));
            }
        }
        return true;
    }

    private boolean saysReady() throws IOException {
        return Postmaster.in(data)
                .filter(postmaster -> postmaster.pid() == pid() && postmaster.ready())
                .isPresent();
    }

    /** Waits for the end of a server that was asked to stop. */
    void awaitEnd() throws IOException {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was stopping", e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private boolean exitsWithin(Duration time) throws IOException {
        try {
            return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
            throw new IOException("interrupted while PostgreSQL was starting", e);
        }
    }
}
