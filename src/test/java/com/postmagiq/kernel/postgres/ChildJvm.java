package com.postmagiq.kernel.postgres;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * A Java process of its own that runs the launcher on a folder until its standard input ends, and
 * that a test may kill.
 */
final class ChildJvm implements AutoCloseable {
    /** Prefix that runs the child as an ordinary user; for root only. */
    static final String[] AS_NOBODY = {
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"
    };

    private static final Pattern NEEDED = Pattern.compile("postgresql-|commons-|xz-|jspecify-");

    private static final String READY = "READY ";
    private static final String FAILED = "FAILED ";

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The program of the child: starts, says so, waits to be told to close. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            var settings =
                    new EmbeddedPostgres.Settings(
                            Path.of(arguments[1]),
                            EmbeddedPostgres.Settings.DEFAULT.maxConnections());
            try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), settings);
                    var input = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
                print(READY + postgres.server().pid());
                input.transferTo(new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
            } catch (PostgresStartFailure e) {
                print(FAILED + e.reason() + " " + e.getMessage());
            }
        }

        private static void print(String line) {
            System.out.println(line);
            System.out.flush();
        }
    }

    /**
     * @param prefix command that runs the child, for instance as another user; may be empty
     */
    static ChildJvm start(Path folder, Path binaries, String... prefix) throws IOException {
        PostgresBinaries.in(binaries);
        var command = new ArrayList<>(List.of(prefix));
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(folder),
                        Program.class.getName(),
                        folder.toString(),
                        binaries.toString()));
        return new ChildJvm(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /**
     * What the launcher needs, copied to where every user can read it: the local repository may lie
     * in a private home.
     */
    private static String classPath(Path folder) throws IOException {
        var library = Files.createDirectories(folder.resolve("library"));
        var paths = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var path = Path.of(entry);
            // An empty entry would be the whole working folder.
            if (entry.endsWith("classes") && Files.isDirectory(path)) {
                var copy = library.resolve(String.valueOf(path.getFileName()));
                FileSystemUtils.copyRecursively(path, copy);
                paths.add(copy.toString());
            } else if (NEEDED.matcher(String.valueOf(path.getFileName())).lookingAt()) {
                var copy = library.resolve(path.getFileName());
                if (!Files.exists(copy)) {
                    Files.copy(path, copy);
                }
                paths.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, paths);
    }

    /** Waits until its server takes connections. */
    long awaitServerPid() throws IOException {
        var line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            throw new IllegalStateException("The child process said: " + line);
        }
        return Long.parseLong(line.substring(READY.length()));
    }

    /** Waits until it could not start; answers reason and sentence. */
    String awaitFailure() throws IOException {
        var line = output.readLine();
        if (line == null || !line.startsWith(FAILED)) {
            throw new IllegalStateException("The child process said: " + line);
        }
        return line.substring(FAILED.length());
    }

    long pid() {
        return process.pid();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
