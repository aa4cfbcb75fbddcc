package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.postmagiq.PgBouncer;
import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same first day on the embedded database, on an external one and through a pooler. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabasesIT {
    private static final Map<String, String> PASSWORDS =
            Map.of(
                    "postmagiq_app", "app-password-of-the-test",
                    "postmagiq_system", "system-password-of-the-test",
                    "postmagiq_migrator", "migrator-password-of-the-test");

    private Path folder;
    private EmbeddedPostgres server;
    private List<String> embedded;

    @BeforeAll
    void travelOnTheEmbeddedDatabase() throws IOException {
        folder = ServedApplication.folder("databases");
        server =
                EmbeddedPostgres.start(
                        folder.resolve("server"),
                        new EmbeddedPostgres.Settings(TestPostgres.BINARIES, 100));
        embedded = travel("embedded", Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
        TestPostgres.delete(folder);
    }

    @Test
    void given_an_external_database__when_somebody_travels__then_every_answer_is_the_same()
            throws IOException, SQLException {
        var url = url(port(), database("external"));

        assertThat(travel("external", Map.of("DATABASE_URL", url)))
                .containsExactlyElementsOf(embedded);
    }

    @Test
    void given_a_pooler_in_transaction_mode__when_somebody_travels__then_every_answer_is_the_same()
            throws IOException, SQLException {
        var program = PgBouncer.program();
        if (program.isEmpty()) {
            System.out.println(
                    "Not run: the journey through PgBouncer, which is not installed (package pgbouncer).");
        }
        assumeTrue(program.isPresent());
        var pooler = ServedApplication.freePort();
        var superuser = server.server().superuser("postgres");
        var url = url(pooler, database("pooled"));
        try (var _ = PgBouncer.start(program.get(), folder, pooler, port(), superuser)) {
            var answers =
                    travel(
                            "pooled",
                            Map.of("DATABASE_URL", url, "POSTMAGIQ_DATABASE_PGBOUNCER", "true"));

            assertThat(answers).containsExactlyElementsOf(embedded);
        }
    }

    private List<String> travel(String name, Map<String, String> environment) throws IOException {
        var home = Files.createDirectory(folder.resolve(name));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var settings = new LinkedHashMap<>(environment);
        PASSWORDS.forEach(
                (role, password) ->
                        settings.put(
                                "POSTMAGIQ_DATABASE_%sPASSWORD"
                                        .formatted(
                                                role.substring("postmagiq_".length())
                                                        .toUpperCase(Locale.ROOT)),
                                password));
        var port = ServedApplication.freePort();
        try (var _ = ServedApplication.start(home, port, settings)) {
            return Journey.at(port);
        }
    }

    private String database(String name) throws SQLException {
        try (var connection = server.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return name;
    }

    private String url(int port, String database) {
        var superuser = server.server().superuser("postgres");
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(superuser.user(), superuser.password(), port, database);
    }

    private int port() {
        var url = server.server().superuser("postgres").url();
        return URI.create(url.substring("jdbc:".length())).getPort();
    }
}
