package com.postmagiq;

import static org.awaitility.Awaitility.await;

import com.postmagiq.kernel.postgres.DatabaseLogin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PgBouncer in transaction mode before a server of this machine. */
public final class PgBouncer implements AutoCloseable {
    /** Prefix that runs it as an ordinary user: it refuses to run as root. */
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    private static final Path SHIPPED = Path.of("deploy/pgbouncer.ini");

    private final Process process;

    private PgBouncer(Process process) {
        this.process = process;
    }

    /** Where it is installed; empty when it is not. */
    public static Optional<Path> program() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * With the settings that ship for it, but for addresses.
     *
     * @param superuser whom it asks for everybody else's password
     */
    public static PgBouncer start(
            Path program, Path folder, int port, int serverPort, DatabaseLogin superuser)
            throws IOException {
        var users = folder.resolve("userlist.txt");
        Files.writeString(
                users, "\"%s\" \"%s\"\n".formatted(superuser.user(), superuser.password()));
        var settings = folder.resolve("pgbouncer.ini");
        Files.writeString(
                settings,
                Files.readString(SHIPPED)
                        .replace("host=postgres port=5432", "host=127.0.0.1 port=" + serverPort)
                        .replace("listen_addr = 0.0.0.0", "listen_addr = 127.0.0.1")
                        .replace("listen_port = 6432", "listen_port = " + port)
                        .replace("/tmp/userlist.txt", users.toString()));
        // These passwords open a server of this test that is gone when it ends.
        for (var file : List.of(users, settings)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(AS_NOBODY);
        }
        command.add(program.toString());
        command.add(settings.toString());
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .pollInSameThread()
                .until(() -> listens(process, folder, port));
        return new PgBouncer(process);
    }

    private static boolean listens(Process process, Path folder, int port) throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(
                    "PgBouncer ended: " + Files.readString(folder.resolve("pgbouncer.log")));
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false; // not yet
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
