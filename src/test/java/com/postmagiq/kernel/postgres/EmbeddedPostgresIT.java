package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** The launcher with real processes, killed where it says so. */
class EmbeddedPostgresIT {
    private static final Path BINARIES = TestPostgres.BINARIES;
    private static final EmbeddedPostgres.Settings SETTINGS =
            new EmbeddedPostgres.Settings(BINARIES, 20);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private static Path kept;

    private Path folder;

    /** A stopped database; making one takes longer than everything else here. */
    @BeforeAll
    static void makeKeptFolder() throws IOException {
        kept = Files.createTempDirectory("postmagiq-kept");
        permit(kept, "rwxr-xr-x");
        EmbeddedPostgres.start(kept, SETTINGS).close();
    }

    @AfterAll
    static void deleteKeptFolder() throws IOException {
        FileSystemUtils.deleteRecursively(kept);
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("postmagiq-embedded");
        permit(folder, "rwxr-xr-x");
    }

    @AfterEach
    void deleteFolder() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    @Test
    void given_a_new_folder__when_started_twice__then_it_is_durable_and_keeps_its_rows()
            throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                assertThat(ask(postgres, "show " + setting)).isEqualTo("on");
            }
            assertThat(ask(postgres, "show password_encryption")).isEqualTo("scram-sha-256");
            assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(ask(postgres, "select version()"))
                    .startsWith("PostgreSQL " + PostgresBinaries.VERSION + " ");
            write(postgres, "first");
        }

        try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
            assertThat(ask(postgres, "select note from kept")).isEqualTo("first");
        }
        assertThat(permissions("postgres/passwords")).isEqualTo("rw-------");
        assertThat(permissions("postgres/data")).isEqualTo("rwx------");
        assertThat(folder.resolve("postgres/connection")).doesNotExist();
    }

    @Test
    void given_wrong_passwords__when_somebody_logs_in__then_the_server_refuses() throws Exception {
        copyKeptFolder();
        try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
            var right = postgres.server().superuser("postgres");
            var wrong = new DatabaseLogin(right.url(), right.user(), "guessed");

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(wrong::connect)
                    .returns("28P01", SQLException::getSQLState);
        }
    }

    @Test
    void given_a_killed_process__when_started_again__then_rows_are_kept_and_no_orphan_is_left()
            throws Exception {
        copyKeptFolder();
        try (var child = ChildJvm.start(folder, BINARIES)) {
            var server = child.awaitServerPid();
            write(running(), "before the kill");
            child.kill();

            try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
                assertThat(serves(server)).isFalse();
                assertThat(ask(postgres, "select note from kept")).isEqualTo("before the kill");
            }
        }
    }

    @Test
    void given_a_killed_process__when_nobody_starts_again__then_its_server_stops_by_itself()
            throws Exception {
        copyKeptFolder();
        try (var child = ChildJvm.start(folder, BINARIES)) {
            var server = ProcessHandle.of(child.awaitServerPid()).orElseThrow();
            child.kill();

            server.onExit().get(30, TimeUnit.SECONDS);

            // A clean stop removes the file; a kill would have left it.
            assertThat(folder.resolve("postgres/data/postmaster.pid")).doesNotExist();
            assertThat(EmbeddedPostgres.running(folder)).isEmpty();
        }
    }

    @Test
    void given_everything_was_killed__when_started_again__then_committed_rows_are_recovered()
            throws Exception {
        copyKeptFolder();
        try (var child = ChildJvm.start(folder, BINARIES)) {
            var server = ProcessHandle.of(child.awaitServerPid()).orElseThrow();
            write(running(), "committed");
            var all = server.descendants().toList();
            server.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            child.kill();
        }

        try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
            assertThat(ask(postgres, "select note from kept")).isEqualTo("committed");
        }
    }

    @Test
    void given_a_server_that_outlived_its_process__when_started__then_it_is_stopped_first()
            throws Exception {
        copyKeptFolder();
        var data = folder.resolve("postgres/data");
        var user = ServerUser.forData(data);
        var log = ServerLog.in(folder.resolve("postgres"));
        // pg_ctl leaves a server that no process of ours watches over.
        Programs.run(
                user.command(
                        false,
                        PostgresBinaries.in(BINARIES).program("pg_ctl"),
                        List.of(
                                "start",
                                "-w",
                                "-D",
                                data.toString(),
                                "-o",
                                "-k '' -p " + freePort())),
                log,
                "be started for the test");
        var orphan = Postmaster.in(data).orElseThrow().pid();
        assertThat(serves(orphan)).isTrue();

        try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
            assertThat(serves(orphan)).isFalse();
            assertThat(serves(postgres.server().pid())).isTrue();
        }
    }

    @Test
    void given_a_running_server__when_a_second_starts_on_its_folder__then_it_is_refused()
            throws Exception {
        copyKeptFolder();
        try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
            var us = String.valueOf(ProcessHandle.current().pid());

            assertThatExceptionOfType(PostgresStartFailure.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder, SETTINGS))
                    .returns(Reason.IN_USE, PostgresStartFailure::reason)
                    .withMessageContaining("process " + us);
            try (var child = ChildJvm.start(folder, BINARIES)) {
                assertThat(child.awaitFailure()).startsWith("IN_USE").contains("process " + us);
            }
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void given_a_server_of_another_process__when_a_command_asks__then_it_may_use_it()
            throws Exception {
        copyKeptFolder();
        assertThat(EmbeddedPostgres.running(folder)).isEmpty();
        try (var child = ChildJvm.start(folder, BINARIES)) {
            var pid = child.awaitServerPid();

            var found = EmbeddedPostgres.running(folder).orElseThrow();

            assertThat(found.pid()).isEqualTo(pid);
            assertThat(found.host()).isEqualTo("127.0.0.1");
            var access = DatabaseInstaller.installEmbedded(found);
            assertThat(found.access()).isEqualTo(access);
            RuntimeRoleCheck.check(access.app());
        }
        assertThat(EmbeddedPostgres.running(folder)).isEmpty();
    }

    @Test
    void given_an_ordinary_user__when_started__then_the_server_runs_as_that_user()
            throws Exception {
        assumeThat(ROOT).as("only root can become another user").isTrue();
        Files.setAttribute(folder, "unix:uid", 65534);

        try (var child = ChildJvm.start(folder, BINARIES, ChildJvm.AS_NOBODY)) {
            var pid = child.awaitServerPid();

            assertThat((int) Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"))
                    .isEqualTo(65534);
            write(running(), "as nobody");
            child.kill();
        }
        try (var child = ChildJvm.start(folder, BINARIES, ChildJvm.AS_NOBODY)) {
            assertThat(child.awaitServerPid()).isPositive();
            assertThat(ask(running(), "select note from kept")).isEqualTo("as nobody");
        }
    }

    @Test
    void given_a_pid_file_whose_number_a_stranger_has__when_started__then_the_stranger_lives_on()
            throws Exception {
        copyKeptFolder();
        var data = folder.resolve("postgres/data").toRealPath();
        var sleep = ServerUser.find("sleep", System.getenv("PATH"));
        var user = ServerUser.forData(data);
        var stranger =
                new ProcessBuilder(user.command(false, Path.of(sleep), List.of("60"))).start();
        try {
            // Until it has become itself it has no name, and counts as nobody.
            await().until(() -> stranger.info().command().orElse("").endsWith("sleep"));
            Files.writeString(
                    data.resolve("postmaster.pid"),
                    "%d\n%s\n0\n5432\n\n127.0.0.1\n\nready   \n".formatted(stranger.pid(), data));

            assertThat(EmbeddedPostgres.running(folder)).isEmpty();
            try (var postgres = EmbeddedPostgres.start(folder, SETTINGS)) {
                assertThat(ask(postgres, "select 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void given_a_closed_server__when_closed_again__then_its_successor_is_left_alone()
            throws Exception {
        copyKeptFolder();
        var first = EmbeddedPostgres.start(folder, SETTINGS);
        first.close();

        try (var second = EmbeddedPostgres.start(folder, SETTINGS)) {
            first.close();

            assertThat(running()).isEqualTo(second.server());
        }
    }

    /** With owners and rights, as a backup of the stopped folder would be put back. */
    private void copyKeptFolder() throws IOException, InterruptedException {
        var copy =
                new ProcessBuilder("cp", "-a", kept.resolve("postgres").toString(), folder + "/")
                        .inheritIO()
                        .start();
        assertThat(copy.waitFor()).isZero();
    }

    private boolean serves(long pid) throws IOException {
        var data = folder.resolve("postgres/data").toRealPath();
        return new Postmaster(pid, 0, true).holder(data) == Postmaster.Holder.SERVER;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private RunningServer running() {
        return EmbeddedPostgres.running(folder).orElseThrow();
    }

    private static void write(EmbeddedPostgres postgres, String note) throws SQLException {
        write(postgres.server(), note);
    }

    private static void write(RunningServer server, String note) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create table kept (note text)");
            statement.execute("insert into kept values ('%s')".formatted(note));
        }
    }

    private static String ask(EmbeddedPostgres postgres, String question) throws SQLException {
        return ask(postgres.server(), question);
    }

    private static String ask(RunningServer server, String question) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
