package com.postmagiq.kernel.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a program: no shell, its text by standard input, an empty folder to work in, nothing
 * of our environment but what it is given, and a limit on time and output. When it returns or
 * throws, no process is left.
 */
public final class ToolProcess {
    private static final int LONGEST_OUTPUT = 4 << 20;
    private static final int LONGEST_COMPLAINT = 64 << 10;
    private static final Duration DRAINING = Duration.ofSeconds(1);

    private ToolProcess() {}

    /**
     * What became of it.
     *
     * @param tooMuch it was ended because it printed more than 4 MiB
     */
    public record Ended(int code, String output, String complaint, boolean tooMuch) {}

    /** What is done with the files a program left in its folder. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * @param folder removed when this returns
         */
        T read(Ended ended, Path folder) throws IOException;
    }

    /**
     * @param command the program's absolute path and its arguments
     * @param patience until it is ended
     * @param grace between asking it to end and ending it
     * @throws TimeoutException when it was ended for taking too long
     */
    public static Ended run(
            List<String> command,
            Map<String, String> environment,
            String input,
            Duration patience,
            Duration grace)
            throws IOException, InterruptedException, TimeoutException {
        return run(command, environment, input, patience, grace, (ended, _) -> ended);
    }

    /**
     * Like the other, for a program that writes files into its folder.
     *
     * @param reader called when the program has ended by itself
     */
    public static <T> T run(
            List<String> command,
            Map<String, String> environment,
            String input,
            Duration patience,
            Duration grace,
            Reader<T> reader)
            throws IOException, InterruptedException, TimeoutException {
        var folder = Files.createTempDirectory("postmagiq-tool-");
        try {
            var builder = new ProcessBuilder(ToolGroup.leading(command)).directory(folder.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            return reader.read(run(builder.start(), input, patience, grace), folder);
        } finally {
            delete(folder);
        }
    }

    private static Ended run(Process process, String input, Duration patience, Duration grace)
            throws InterruptedException, TimeoutException {
        var group = new ToolGroup(process);
        try {
            var writer = Thread.startVirtualThread(() -> write(process, input));
            var output = new Capture(process.getInputStream(), LONGEST_OUTPUT, group::kill);
            var complaint = new Capture(process.getErrorStream(), LONGEST_COMPLAINT, () -> {});
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                group.end(grace);
                throw new TimeoutException();
            }
            group.kill(); // what it left behind would keep its output open
            writer.interrupt();
            return new Ended(
                    process.exitValue(), output.text(), complaint.text(), output.overflowed());
        } catch (InterruptedException e) {
            group.end(grace);
            throw e;
        } finally {
            group.kill();
        }
    }

    private static void write(Process process, String input) {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException _) {
            // it ended before it had read everything; its exit code tells why
        }
    }

    /** Reads a stream to its end and keeps the beginning. */
    private static final class Capture {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread reader;
        private volatile boolean overflowed;

        Capture(InputStream stream, int limit, Runnable onOverflow) {
            this.reader = Thread.startVirtualThread(() -> read(stream, limit, onOverflow));
        }

        private void read(InputStream stream, int limit, Runnable onOverflow) {
            var buffer = new byte[16 << 10];
            try (stream) {
                for (var n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    synchronized (kept) {
                        kept.write(buffer, 0, Math.min(n, limit - kept.size()));
                        if (kept.size() == limit && !overflowed) {
                            overflowed = true;
                            onOverflow.run();
                        }
                    }
                }
            } catch (IOException _) {
                // closed under us when the program was ended
            }
        }

        String text() throws InterruptedException {
            var _ = reader.join(DRAINING);
            synchronized (kept) {
                return kept.toString(StandardCharsets.UTF_8);
            }
        }

        boolean overflowed() {
            return overflowed;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
