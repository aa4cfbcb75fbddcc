package com.postmagiq.kernel.postgres;

import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The folder of the embedded database and the steps that lead from it to a running server: programs
 * {@code bin-<version>}, rows {@code data}, {@code passwords}, {@code log}, {@code lock} and, while
 * it runs, {@code connection}.
 */
final class PostgresFolder {
    private static final String LOOPBACK = "127.0.0.1";

    /** Recovery after a crash may take minutes on a large database. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(10);

    /** How long a killed predecessor may linger as a zombie before PostgreSQL sees it is gone. */
    private static final Duration PREDECESSOR_LIMIT = Duration.ofSeconds(60);

    private static final int PORT_TRIES = 5;
    private static final String STARTING_UP = "57P03";
    private static final List<String> DURABLE =
            List.of("fsync", "synchronous_commit", "full_page_writes");

    private final Path folder;
    private final EmbeddedPostgres.Settings settings;
    private final Path data;
    private final ServerUser user;
    private final ServerLog log;
    private final PostgresBinaries binaries;

    /**
     * @param folder an existing folder as a real path, locked by the caller
     */
    PostgresFolder(Path folder, EmbeddedPostgres.Settings settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.data = data(folder);
        this.user = ServerUser.forData(data);
        user.checkReaches(folder);
        this.log = ServerLog.in(folder);
        this.binaries = binaries();
    }

    private PostgresBinaries binaries() throws IOException {
        var given = settings.binaries();
        var shipped =
                given == null ? PostgresBinaries.shipped(user) : Optional.<PostgresBinaries>empty();
        if (shipped.isPresent()) {
            return shipped.get();
        }
        var programs = given == null ? folder : given.toAbsolutePath();
        make(programs);
        user.checkReaches(programs);
        return PostgresBinaries.in(programs);
    }

    static Path data(Path folder) {
        return folder.resolve("data");
    }

    Path data() {
        return data;
    }

    /** Makes a folder and its parents so that the server's user may enter those it makes. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            make(folder.getParent());
        }
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static RunningServer server(Path folder, String host, int port, long pid) throws IOException {
        var kept = passwords(folder);
        return new RunningServer(
                host, port, pid, kept.of(RunningServer.SUPERUSER), RolePasswords.of(kept, true));
    }

    private static KeptPasswords passwords(Path folder) throws IOException {
        return KeptPasswords.of(
                folder.resolve("passwords"),
                RunningServer.SUPERUSER,
                DatabaseInstaller.APP,
                DatabaseInstaller.SYSTEM,
                DatabaseInstaller.MIGRATOR);
    }

    EmbeddedPostgres start(FolderLock lock) throws IOException {
        if (Files.exists(data.resolve("PG_VERSION"), LinkOption.NOFOLLOW_LINKS)) {
            checkMajorVersion();
            checkPasswordsAreThere();
            stopSurvivor();
        } else {
            initialise();
        }
        var process = startServer();
        try {
            var port = Postmaster.in(data).orElseThrow().port();
            var server = server(folder, LOOPBACK, port, process.pid());
            checkDurable(server);
            ConnectionFile.write(folder, LOOPBACK, port, process.pid());
            return new EmbeddedPostgres(lock, this, process, server);
        } catch (IOException | RuntimeException e) {
            stop(process);
            throw e;
        }
    }

    private void checkMajorVersion() throws IOException {
        var found = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new PostgresStartFailure(
                    Reason.OTHER_MAJOR_VERSION,
                    "The database in %s was written by PostgreSQL %s, and this release brings PostgreSQL %s, which cannot read it: make a backup with the release that wrote it (postmagiq backup) and restore it into an empty data directory (postmagiq restore)."
                            .formatted(data, found, PostgresBinaries.MAJOR_VERSION));
        }
    }

    private void checkPasswordsAreThere() {
        var file = folder.resolve("passwords");
        if (!Files.exists(file)) {
            throw new PostgresStartFailure(
                    Reason.DATA_FOLDER,
                    "The database in %s is there but the file %s with its passwords is not: put it back from the copy of the folder it belongs to."
                            .formatted(data, file));
        }
    }

    /**
     * A server that outlived the process that started it would hold the data folder. So would a
     * stranger that was given its number, in PostgreSQL's eyes; the lock of the folder tells us
     * better.
     */
    private void stopSurvivor() throws IOException {
        var postmaster = Postmaster.in(data);
        if (postmaster.isEmpty()) {
            return;
        }
        switch (postmaster.get().holder(data)) {
            case SERVER ->
                    Programs.run(
                            pgCtl("stop", "-m", "fast", "-w", "-t", "300"),
                            log,
                            "stop the server that an earlier process left running");
            case STRANGER -> Files.deleteIfExists(data.resolve("postmaster.pid"));
            case NOBODY -> {
                // PostgreSQL sees that itself, or will when the zombie is gone.
            }
        }
    }

    private void initialise() throws IOException {
        var unfinished = folder.resolve("data.unfinished");
        PostgresBinaries.delete(unfinished);
        Files.createDirectory(unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
        user.own(unfinished);
        var passwordFile =
                Files.createTempFile(
                        folder,
                        "superuser",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, passwords(folder).of(RunningServer.SUPERUSER));
            user.own(passwordFile);
            Programs.run(
                    user.command(
                            false,
                            binaries.program("initdb"),
                            List.of(
                                    "--pgdata=" + unfinished,
                                    "--username=" + RunningServer.SUPERUSER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + passwordFile,
                                    "--encoding=UTF8",
                                    "--locale=C.UTF-8",
                                    // The order of texts must not change with the system's
                                    // libraries.
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8")),
                    log,
                    "be created");
            Files.move(unfinished, data);
        } finally {
            Files.delete(passwordFile);
        }
    }

    /**
     * Starts the server; again, on another port, when the chosen one was taken meanwhile, and again
     * while PostgreSQL still sees a predecessor that is only just dying.
     */
    private PostgresProcess startServer() throws IOException {
        var deadline = System.nanoTime() + PREDECESSOR_LIMIT.toNanos();
        var portsLeft = PORT_TRIES;
        while (true) {
            var logBefore = log.position();
            var process = PostgresProcess.start(serverCommand(freePort()), data, log);
            if (process.awaitReady(READY_LIMIT)) {
                return process;
            }
            var printed = log.since(logBefore);
            var predecessor = printed.contains("already exists") && System.nanoTime() < deadline;
            var portTaken = printed.contains("Address already in use") && --portsLeft > 0;
            if (!predecessor && !portTaken) {
                throw Programs.failure(log, logBefore, "be started");
            }
        }
    }

    private List<String> serverCommand(int port) {
        var arguments = new ArrayList<String>(List.of("-D", data.toString(), "-p", "" + port));
        for (var setting : DURABLE) {
            arguments.addAll(List.of("-c", setting + "=on"));
        }
        arguments.addAll(
                List.of(
                        "-c",
                        "listen_addresses=" + LOOPBACK,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "logging_collector=off",
                        // Details of an error repeat the row, and rows hold people's stories.
                        "-c",
                        "log_error_verbosity=terse",
                        "-c",
                        "max_connections=" + settings.maxConnections()));
        return user.command(true, binaries.program("postgres"), arguments);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void checkDurable(RunningServer server) throws IOException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            for (var setting : DURABLE) {
                try (var row = statement.executeQuery("show " + setting)) {
                    row.next();
                    if (!"on".equals(row.getString(1))) {
                        throw new PostgresStartFailure(
                                Reason.NOT_DURABLE,
                                "The embedded database runs with %s = %s, so that a crash could lose rows: remove that setting from the roles, databases and files of %s."
                                        .formatted(setting, row.getString(1), data));
                    }
                }
            }
        } catch (SQLException e) {
            throw new PostgresStartFailure(
                    Reason.SERVER_FAILED,
                    "The embedded database in %s was started but refuses our login (%s): put back the file %s that belongs to it."
                            .formatted(data, e.getMessage(), folder.resolve("passwords")),
                    e);
        }
    }

    private static Connection connect(RunningServer server) throws SQLException {
        var deadline = System.nanoTime() + READY_LIMIT.toNanos();
        while (true) {
            try {
                return server.superuser("postgres").connect();
            } catch (SQLException e) {
                if (!STARTING_UP.equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** A fast stop: open transactions are rolled back, everything committed is written. */
    void stop(PostgresProcess process) throws IOException {
        ConnectionFile.remove(folder);
        if (process.isAlive()) {
            try {
                Programs.run(pgCtl("stop", "-m", "fast", "-W"), log, "be stopped");
            } catch (PostgresStartFailure e) {
                if (process.isAlive()) {
                    throw e;
                }
                // Somebody else stopped it between our look and our signal.
            }
        }
        process.awaitEnd();
    }

    private List<String> pgCtl(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-D", data.toString()));
        return user.command(false, binaries.program("pg_ctl"), all);
    }
}
