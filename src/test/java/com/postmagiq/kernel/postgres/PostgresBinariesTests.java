package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that lie unpacked beside the jar are used where the server's user may. */
class PostgresBinariesTests {
    private static final Path UNPACKED =
            TestPostgres.BINARIES.resolve("bin-" + PostgresBinaries.VERSION);

    @TempDir private Path folder = Path.of("");

    @Test
    void given_programs_beside_the_jar__when_looked_for__then_they_are_used() throws IOException {
        var user = ServerUser.forData(folder.resolve("data"));

        assertThat(PostgresBinaries.beside(UNPACKED.resolveSibling("app.jar"), user))
                .hasValueSatisfying(
                        found ->
                                assertThat(found.program("postgres"))
                                        .isEqualTo(UNPACKED.resolve("bin/postgres")));
        assertThat(PostgresBinaries.beside(folder.resolve("app.jar"), user)).isEmpty();
    }

    @Test
    void given_a_folder_the_server_may_not_enter__when_looked_for__then_they_are_not_used()
            throws IOException {
        Files.createSymbolicLink(folder.resolve(UNPACKED.getFileName()), UNPACKED);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        var jar = folder.resolve("app.jar");

        assertThat(PostgresBinaries.beside(jar, new ServerUser(true, 65_534, 65_534))).isEmpty();
        assertThat(PostgresBinaries.beside(jar, new ServerUser(false, 0, 0))).isPresent();
    }
}
