package com.postmagiq.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process of its own, as somebody without a terminal starts it. */
final class JarProcess implements AutoCloseable {
    private static final long MOST_SECONDS = 150;
    private static final Path JAR =
            Path.of(System.getProperty("postmagiq.jar", "target/postmagiq.jar"));

    private final Process process;
    private final CompletableFuture<String> results;
    private final StringBuilder notes = new StringBuilder();
    private final BufferedReader errors;

    /** What a command came to. */
    record Ended(int exit, String results, String notes) {}

    private JarProcess(Process process) {
        this.process = process;
        this.errors = process.errorReader(StandardCharsets.UTF_8);
        this.results =
                CompletableFuture.supplyAsync(
                        () -> all(process.inputReader(StandardCharsets.UTF_8)),
                        task -> Thread.ofVirtual().start(task));
    }

    /**
     * Starts a command.
     *
     * @param folder where it is started
     * @param environment beside the inherited one
     */
    static JarProcess start(Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                // Ctrl-C counts also where the tests themselves run in the
                                // background, whose children inherit that it does not.
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseCompactObjectHeaders",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeAll(List.of("DATABASE_URL", "PORT", "LLM_PROVIDER"));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        return new JarProcess(process);
    }

    /** Waits for a line on standard error that holds these words. */
    void awaitNote(String words) throws IOException {
        for (var line = errors.readLine(); line != null; line = errors.readLine()) {
            notes.append(line).append('\n');
            if (line.contains(words)) {
                return;
            }
        }
        throw new IllegalStateException("'%s' was never said, but: %s".formatted(words, notes));
    }

    /** Ctrl-C. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    }

    long pid() {
        return process.pid();
    }

    Ended await() throws InterruptedException {
        notes.append(all(errors));
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("It did not end, but said: " + notes);
        }
        return new Ended(process.exitValue(), results.join(), notes.toString());
    }

    private static String all(BufferedReader reader) {
        try {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
