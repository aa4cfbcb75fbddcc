package com.postmagiq.kernel.postgres;

import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Runs PostgreSQL's programs, with our secrets kept out of their environment. */
final class Programs {
    private Programs() {}

    /**
     * @param log programs also run in its folder, which their user can enter
     */
    static ProcessBuilder builder(List<String> command, ServerLog log) {
        var builder =
                new ProcessBuilder(command)
                        .directory(log.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        var environment = builder.environment();
        var searchPath = environment.getOrDefault("PATH", "/usr/bin:/bin");
        environment.clear();
        // English messages: we look for two of them.
        environment.putAll(Map.of("PATH", searchPath, "LC_ALL", "C.UTF-8"));
        return builder;
    }

    /**
     * Runs a program to its end.
     *
     * @param what completes "The embedded database could not ..."
     * @throws PostgresStartFailure when it fails, with the end of what it printed
     */
    static void run(List<String> command, ServerLog log, String what) throws IOException {
        var before = log.position();
        var process = builder(command, log).start();
        try {
            var code = process.waitFor();
            if (code != 0) {
                throw failure(log, before, what + " (exit code " + code + ")");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while running " + command.getFirst(), e);
        }
    }

    static PostgresStartFailure failure(ServerLog log, long logBefore, String what)
            throws IOException {
        var printed = log.since(logBefore);
        var lines = ServerLog.lastLines(printed);
        if (PostgresStartFailure.saysNoSpace(printed)) {
            return PostgresStartFailure.noSpace(log.folder(), new IOException(lines));
        }
        return new PostgresStartFailure(
                Reason.SERVER_FAILED,
                "The embedded database in %s could not %s; the end of its log %s is: %s"
                        .formatted(log.folder(), what, log.file(), lines));
    }
}
