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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;

/**
 * The application as a process of its own on a data directory, which a test may kill and start
 * again.
 */
final class ServedApplication implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private ServedApplication(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The program of the child. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            SpringApplication.run(PostmagiqApplication.class, arguments);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts and waits until it is ready.
     *
     * @param folder for the data, the log and what the next start may reuse
     */
    static ServedApplication start(Path folder, int port, Map<String, String> environment)
            throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Restarts are what takes the time here.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath(folder),
                        Program.class.getName(),
                        "--server.port=" + port,
                        "--postmagiq.data-dir=" + folder.resolve("data"),
                        "--postmagiq.identity.access-token-minutes=60",
                        "--postmagiq.identity.argon2-memory-kib=1024",
                        "--postmagiq.identity.argon2-iterations=1");
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("server.log").toFile()));
        builder.environment().putAll(environment);
        var application = new ServedApplication(builder.start(), port);
        application.awaitReadiness(folder);
        return application;
    }

    /** Everything of the product, and of the tests only this class: no test bean may join in. */
    private static String classPath(Path folder) throws IOException {
        var name = Program.class.getName().replace('.', '/') + ".class";
        var copy = folder.resolve("program").resolve(name);
        var paths = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var tests = Path.of(entry, name);
            if (!Files.exists(tests)) {
                paths.add(entry);
            } else if (!Files.exists(copy)) {
                Files.createDirectories(copy.getParent());
                Files.copy(tests, copy);
            }
        }
        paths.add(folder.resolve("program").toString());
        return paths.stream().collect(Collectors.joining(File.pathSeparator));
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
