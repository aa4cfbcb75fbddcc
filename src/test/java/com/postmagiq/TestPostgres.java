package com.postmagiq;

import static org.awaitility.Awaitility.await;

import com.postmagiq.kernel.postgres.DatabaseAccess;
import com.postmagiq.kernel.postgres.DatabaseInstaller;
import com.postmagiq.kernel.postgres.EmbeddedPostgres;
import com.postmagiq.kernel.postgres.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import org.flywaydb.core.Flyway;
import org.springframework.boot.SpringApplication;

/**
 * The one PostgreSQL of a test JVM: the product's own launcher and settings on a folder of its own,
 * deleted at the end. It is closed after the application contexts, since a plain shutdown hook
 * would take it away under them.
 */
public final class TestPostgres {
    private static final String PREFIX = "run-";
    private static final String TEMPLATE = "template_of_tests";

    /** A folder for all test runs of this user, in which PostgreSQL is unpacked once. */
    public static final Path BINARIES = sharedFolder();

    private static final EmbeddedPostgres POSTGRES = start();
    private static boolean templateMade;

    private TestPostgres() {}

    /** The running server. */
    public static RunningServer server() {
        return POSTGRES.server();
    }

    /** A database with roles, schemas and all migrations; a copy of a template, about 50 ms. */
    public static synchronized DatabaseAccess createDatabase(String name) {
        if (!templateMade) {
            migrate(createEmptyDatabase(TEMPLATE));
            templateMade = true;
        }
        execute("create database %s template %s".formatted(name, TEMPLATE));
        // A template passes on neither rights on the database nor settings of roles in it.
        return DatabaseInstaller.installEmbedded(server(), name);
    }

    /** A database with roles and schemas, and no migration applied. */
    public static DatabaseAccess createEmptyDatabase(String name) {
        return DatabaseInstaller.installEmbedded(server(), name);
    }

    /** Applies all migrations, as the product does. */
    public static void migrate(DatabaseAccess access) {
        var migrator = access.migrator();
        Flyway.configure()
                .dataSource(migrator.url(), migrator.user(), migrator.password())
                .initSql("set role " + DatabaseInstaller.OWNER)
                .schemas("core", "app")
                .createSchemas(false)
                .load()
                .migrate();
    }

    private static void execute(String sql) {
        try (var connection = server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            deleteLeftovers();
            var folder = BINARIES.resolve(PREFIX + ProcessHandle.current().pid());
            var postgres =
                    EmbeddedPostgres.start(folder, new EmbeddedPostgres.Settings(BINARIES, 300));
            // Runs after the contexts are closed. Without any context there is no such hook: then
            // the
            // death of this process stops the server, and the next run deletes the folder.
            SpringApplication.getShutdownHandlers()
                    .add(
                            () -> {
                                postgres.close();
                                delete(folder);
                            });
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * In the temporary directory, since a clone may lie in a private home that PostgreSQL, run by
     * root as somebody else, could not enter.
     */
    private static Path sharedFolder() {
        try {
            var folder =
                    Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "postmagiq-tests-" + System.getProperty("user.name"));
            Files.createDirectories(folder);
            if (!Files.getOwner(folder).getName().equals(System.getProperty("user.name"))) {
                throw new IllegalStateException(folder + " belongs to somebody else: delete it");
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteLeftovers() throws IOException {
        try (var files = Files.list(BINARIES)) {
            for (var file : files.toList()) {
                var name = String.valueOf(file.getFileName());
                if (name.startsWith(PREFIX)
                        && ProcessHandle.of(Long.parseLong(name.substring(PREFIX.length())))
                                .isEmpty()) {
                    deleteOnce(file, name);
                }
            }
        }
    }

    /** Two processes of one build find the same leftovers: whoever takes one away deletes it. */
    private static void deleteOnce(Path leftover, String name) throws IOException {
        var taken =
                leftover.resolveSibling(
                        "gone-%s-%d".formatted(name, ProcessHandle.current().pid()));
        try {
            Files.move(leftover, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            return;
        }
        delete(taken);
    }

    /**
     * Deletes a folder of a test with all that is in it. A PostgreSQL whose application was killed
     * still writes there until it has ended, so this is tried again for a while.
     */
    public static void delete(Path folder) {
        await().atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .pollInSameThread()
                .until(() -> isDeleted(folder));
    }

    private static boolean isDeleted(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (DirectoryNotEmptyException _) {
            return false;
        } catch (NoSuchFileException _) {
            return Files.notExists(folder);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw e;
        }
    }
}
