package com.postmagiq;

import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.postgres.DatabaseInstaller;
import com.postmagiq.kernel.postgres.DatabaseLogin;
import com.postmagiq.kernel.postgres.DatabaseUrl;
import com.postmagiq.kernel.postgres.RolePasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.SpringApplication;

/**
 * The database a test application works on: {@code -Dtest.database} names the product's own
 * embedded one (the default), an {@code external} one, or an external one through {@code pgbouncer}
 * in transaction mode, where nothing can be listened to.
 */
final class TestDatabases {
    private static final String KIND = System.getProperty("test.database", "embedded");
    private static final RolePasswords PASSWORDS = TestPostgres.server().passwords();
    private static int pooler;

    private TestDatabases() {}

    static Database open(String name) {
        var access = TestPostgres.createDatabase(name);
        return switch (KIND) {
            case "embedded" -> new Database(access, access.app(), null);
            case "external" -> external(name, TestPostgres.server().port(), false, access.app());
            case "pgbouncer" -> external(name, pooler(), true, access.app());
            default ->
                    throw new IllegalArgumentException(
                            "-Dtest.database=%s is none of embedded, external and pgbouncer"
                                    .formatted(KIND));
        };
    }

    /**
     * @param direct where notices are heard, past any pooler, as the setting of a direct URL gives
     *     it
     */
    private static Database external(String name, int port, boolean pooled, DatabaseLogin direct) {
        var superuser = TestPostgres.server().superuser(name);
        var url =
                DatabaseUrl.parse(
                        "postgresql://%s:%s@127.0.0.1:%d/%s"
                                .formatted(superuser.user(), superuser.password(), port, name));
        return new Database(DatabaseInstaller.install(url, PASSWORDS, pooled), direct, null);
    }

    /** Starts the one PgBouncer of this JVM with its first user. */
    private static synchronized int pooler() {
        if (pooler == 0) {
            var program =
                    PgBouncer.program()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "PgBouncer is not installed: install the package pgbouncer"));
            try {
                // Where PgBouncer, run by root as somebody else, may enter.
                var folder = Files.createTempDirectory("postmagiq-pgbouncer-");
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                try (var free = new ServerSocket(0)) {
                    pooler = free.getLocalPort();
                }
                var process =
                        PgBouncer.start(
                                program,
                                folder,
                                pooler,
                                TestPostgres.server().port(),
                                TestPostgres.server().superuser("postgres"));
                SpringApplication.getShutdownHandlers()
                        .add(
                                () -> {
                                    process.close();
                                    TestPostgres.delete(folder);
                                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pooler;
    }
}
