package com.postmagiq.kernel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.DatabaseAccess;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTests {
    @TempDir private Path folder;

    @Test
    void given_tables_of_these_files__when_brought_up_to_date_again__then_the_files_are_left_alone()
            throws SQLException {
        var access = TestPostgres.createEmptyDatabase("tables_again");
        new Tables(access, false, "one").bringUpToDate();
        // Whoever compares the files with their history now finds one that was changed.
        run(
                access,
                "update core.flyway_schema_history set checksum = checksum + 1 where installed_rank = (select max(installed_rank) from core.flyway_schema_history)");

        new Tables(access, false, "one").bringUpToDate();

        assertThatExceptionOfType(FlywayException.class)
                .isThrownBy(() -> new Tables(access, false, "two").bringUpToDate())
                .withMessageContaining("checksum");
        assertThatExceptionOfType(FlywayException.class)
                .isThrownBy(() -> new Tables(access, false, null).bringUpToDate());
    }

    @Test
    void given_migrations_in_a_jar__when_one_changes__then_so_does_their_fingerprint()
            throws IOException {
        var files = new TreeMap<>(Map.of("V1__a.sql", "select 1;", "V2__b.sql", "select 2;"));
        var first = fingerprint("BOOT-INF/classes/", files);

        assertThat(first).hasSize(64).isEqualTo(fingerprint("BOOT-INF/classes/", files));
        var others =
                List.of(
                        Map.of("V1__a.sql", "select 1;"),
                        Map.of("V1__a.sql", "select 1;", "V2__b.sql", "select 3;"),
                        Map.of("V1__a.sql", "select 1;", "V3__b.sql", "select 2;"),
                        Map.of(
                                "V1__a.sql",
                                "select 1;",
                                "V2__b.sql",
                                "select 2;",
                                "V3__c.sql",
                                "select 3;"));
        for (var other : others) {
            assertThat(fingerprint("", other)).hasSize(64).isNotEqualTo(first);
        }
        assertThat(MigrationFiles.fingerprint(getClass().getClassLoader()))
                .as("plain files")
                .isNull();
    }

    private @Nullable String fingerprint(String root, Map<String, String> files)
            throws IOException {
        var jar = Files.createTempFile(folder, "tables", ".jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry(root + MigrationFiles.FOLDER + "/"));
            for (var file : files.entrySet()) {
                out.putNextEntry(new JarEntry(root + MigrationFiles.FOLDER + "/" + file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            out.putNextEntry(new JarEntry(root + "elsewhere.sql"));
        }
        var address = root.isEmpty() ? jar.toUri() : URI.create("jar:" + jar.toUri() + "!/" + root);
        try (var loader = new URLClassLoader(new URL[] {address.toURL()}, null)) {
            return MigrationFiles.fingerprint(loader);
        }
    }

    private static void run(DatabaseAccess access, String sql) throws SQLException {
        try (var connection = access.migrator().connect();
                var statement = connection.createStatement()) {
            statement.execute("set role postmagiq_owner");
            statement.execute(sql);
        }
    }
}
