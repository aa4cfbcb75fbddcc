package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** What keeps the launcher from starting, and whether one sentence says so. */
class PostgresStartFailureIT {
    private static final Path BINARIES = TestPostgres.BINARIES;
    private static final EmbeddedPostgres.Settings SETTINGS =
            new EmbeddedPostgres.Settings(BINARIES, 20);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("postmagiq-refused");
        permit(folder, "rwxr-xr-x");
    }

    @AfterEach
    void deleteFolder() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    @Test
    void given_a_folder_this_user_may_not_write__when_started__then_one_sentence_says_so()
            throws Exception {
        if (ROOT) {
            try (var child = ChildJvm.start(folder, BINARIES, ChildJvm.AS_NOBODY)) {
                assertThat(child.awaitFailure())
                        .startsWith("DATA_FOLDER")
                        .contains(folder.toString())
                        .contains("POSTMAGIQ_DATA_DIR");
            }
        } else {
            permit(folder, "r-xr-xr-x");
            assertThatExceptionOfType(PostgresStartFailure.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder, SETTINGS))
                    .returns(Reason.DATA_FOLDER, PostgresStartFailure::reason);
            permit(folder, "rwxr-xr-x");
        }
    }

    @Test
    void given_root_and_a_private_home__when_started__then_the_closed_folder_is_named()
            throws Exception {
        assumeThat(ROOT).as("only root needs another user").isTrue();
        permit(folder, "rwx------");

        assertThatExceptionOfType(PostgresStartFailure.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, SETTINGS))
                .returns(Reason.NOT_PASSABLE, PostgresStartFailure::reason)
                .withMessageContaining("chmod o+x " + folder.toRealPath());
    }

    @Test
    void given_rows_of_another_major_version__when_started__then_it_is_refused_and_untouched()
            throws Exception {
        var data = Files.createDirectories(folder.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThatExceptionOfType(PostgresStartFailure.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, SETTINGS))
                .returns(Reason.OTHER_MAJOR_VERSION, PostgresStartFailure::reason)
                .withMessageContaining("PostgreSQL 17")
                .withMessageContaining("postmagiq restore");
        try (var files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve("PG_VERSION"));
        }
    }

    @Test
    void given_rows_without_their_passwords__when_started__then_the_missing_file_is_named()
            throws Exception {
        var data = Files.createDirectories(folder.resolve("postgres/data"));
        Files.writeString(data.resolve("PG_VERSION"), PostgresBinaries.MAJOR_VERSION + "\n");

        assertThatExceptionOfType(PostgresStartFailure.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder, SETTINGS))
                .returns(Reason.DATA_FOLDER, PostgresStartFailure::reason)
                .withMessageContaining("passwords");
    }

    @Test
    void given_a_full_disk__when_started__then_one_sentence_says_so() throws Exception {
        var mounted =
                new ProcessBuilder(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "size=20m",
                                "tmpfs",
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        assumeThat(mounted.waitFor()).as("only root can make a small disk").isZero();
        try {
            assertThatExceptionOfType(PostgresStartFailure.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder, SETTINGS))
                    .returns(Reason.NO_SPACE, PostgresStartFailure::reason)
                    .withMessageContaining("POSTMAGIQ_DATA_DIR");
            // The programs do not fit either, and nothing that looks complete is left.
            assertThatExceptionOfType(PostgresStartFailure.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(folder))
                    .returns(Reason.NO_SPACE, PostgresStartFailure::reason);
            assertThat(folder.resolve("postgres/bin-" + PostgresBinaries.VERSION)).doesNotExist();
            assertThat(folder.resolve("postgres/data")).doesNotExist();
        } finally {
            assertThat(new ProcessBuilder("umount", folder.toString()).start().waitFor()).isZero();
        }
    }

    @Test
    void given_no_setpriv__when_it_is_looked_for__then_the_package_is_named() {
        assertThatExceptionOfType(PostgresStartFailure.class)
                .isThrownBy(() -> ServerUser.find("setpriv", "/nonexistent"))
                .returns(Reason.MISSING_PROGRAM, PostgresStartFailure::reason)
                .withMessageContaining("util-linux");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
