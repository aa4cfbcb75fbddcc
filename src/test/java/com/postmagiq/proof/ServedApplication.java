package com.postmagiq.proof;

import static org.awaitility.Awaitility.await;

import com.postmagiq.PostmagiqApplication;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The application as a process of its own on a data directory, which a test may kill and start
 * again.
 */
final class ServedApplication implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "POSTMAGIQ_RATE_LIMIT_ENABLED", "false",
                    "POSTMAGIQ_IDENTITY_ACCESS_TOKEN_MINUTES", "60",
                    "POSTMAGIQ_IDENTITY_ARGON2_MEMORY_KIB", "1024",
                    "POSTMAGIQ_IDENTITY_ARGON2_ITERATIONS", "1");
    private static final String COMPILED =
            Path.of("target", "postmagiq.jar.original").toAbsolutePath().toString();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private ServedApplication(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** A new folder where PostgreSQL, run by root as somebody else, may enter. */
    static Path folder(String name) throws IOException {
        var folder = Files.createTempDirectory("postmagiq-" + name + "-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts and waits until it is ready.
     *
     * @param folder for the data and the log
     */
    static ServedApplication start(Path folder, int port, Map<String, String> environment)
            throws IOException {
        return start(folder, port, environment, "-XX:AOTCache=" + StartCache.file());
    }

    /**
     * @param cache option of the JVM that makes or uses what starts need not learn again
     */
    static ServedApplication start(
            Path folder, int port, Map<String, String> environment, String cache)
            throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Restarts are what takes the time here.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        cache,
                        "-Xlog:aot*=error",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        product(),
                        PostmagiqApplication.class.getName(),
                        "serve",
                        "--port",
                        String.valueOf(port));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("server.log").toFile()));
        builder.environment().putAll(SETTINGS);
        builder.environment().put("POSTMAGIQ_DATA_DIR", folder.resolve("data").toString());
        builder.environment().putAll(environment);
        var application = new ServedApplication(builder.start(), port);
        application.awaitReadiness(folder);
        return application;
    }

    /**
     * The class path without the tests: no test bean may join in. What was compiled comes from its
     * jar, since a start cache takes no folders.
     */
    private static String product() {
        var tests = ServedApplication.class.getName().replace('.', '/') + ".class";
        var main = PostmagiqApplication.class.getName().replace('.', '/') + ".class";
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !Files.exists(Path.of(entry, tests)))
                .map(entry -> Files.exists(Path.of(entry, main)) ? COMPILED : entry)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void awaitReadiness(Path folder) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .pollInSameThread()
                .until(
                        () -> {
                            if (!process.isAlive()) {
                                throw new AssertionError(
                                        "The application ended with %d: %s"
                                                .formatted(process.exitValue(), tail(folder)));
                            }
                            return isReady();
                        });
    }

    private boolean isReady() throws InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/actuator/health/readiness"
                                                .formatted(port)))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // nobody listens yet
        }
    }

    private static String tail(Path folder) throws IOException {
        var lines = Files.readAllLines(folder.resolve("server.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@link #kill}, also of one that is frozen or dead, without waiting for it. */
    void end() {
        process.destroyForcibly();
    }

    /** Stops it where it is: it answers nobody and knows nothing of the time that passes. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets a frozen one go on as if nothing had been. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var ended =
                new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
        if (ended != 0) {
            throw new IllegalStateException("kill -%s ended with %d".formatted(name, ended));
        }
    }

    /** Ends it as an operator would. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
