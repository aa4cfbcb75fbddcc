package com.postmagiq.kernel.database;

import com.postmagiq.kernel.postgres.DatabaseAccess;
import com.postmagiq.kernel.postgres.DatabaseInstallFailure;
import com.postmagiq.kernel.postgres.DatabaseInstaller;
import com.postmagiq.kernel.postgres.RuntimeRoleCheck;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/** The tables of a database and the migrations that make them. */
public final class Tables {
    private static final String HISTORY = "core.flyway_schema_history";

    private final DatabaseAccess access;
    private final @Nullable String files;
    private boolean upToDate;

    /**
     * @param upToDate whether {@link #bringUpToDate} has been done for this database already
     */
    public Tables(DatabaseAccess access, boolean upToDate) {
        this(
                access,
                upToDate,
                upToDate ? null : MigrationFiles.fingerprint(Tables.class.getClassLoader()));
    }

    /**
     * @param files the fingerprint of the migrations; null when it is not known
     */
    Tables(DatabaseAccess access, boolean upToDate, @Nullable String files) {
        this.access = access;
        this.upToDate = upToDate;
        this.files = files;
    }

    /**
     * Applies what is missing and makes sure that the role that serves requests is held by the
     * fences of the tables. Does it once, however often it is called. Where these very files were
     * applied before, they are not read again.
     *
     * @throws org.flywaydb.core.api.FlywayException when a migration fails, or was changed
     * @throws com.postmagiq.kernel.postgres.DatabaseInstallFailure when the role is too strong
     */
    public synchronized void bringUpToDate() {
        if (!upToDate) {
            if (files == null || !files.equals(applied())) {
                migrations().migrate();
                remember();
            }
            RuntimeRoleCheck.check(access.app());
            upToDate = true;
        }
    }

    /** The fingerprint of the files that were applied last. */
    private @Nullable String applied() {
        var sql = "select obj_description(to_regclass('%s'), 'pg_class')".formatted(HISTORY);
        try (var connection = access.app().connect();
                var row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new DatabaseInstallFailure(
                    "It could not be seen which tables the database of %s has: %s"
                            .formatted(access.app(), e.getMessage()),
                    e);
        }
    }

    private void remember() {
        if (files == null) {
            return;
        }
        try (var connection = access.migrator().connect();
                var statement = connection.createStatement()) {
            statement.execute("set role " + DatabaseInstaller.OWNER);
            statement.execute("comment on table %s is '%s'".formatted(HISTORY, files));
        } catch (SQLException e) {
            throw new DatabaseInstallFailure(
                    "It could not be noted which tables the database of %s has: %s"
                            .formatted(access.migrator(), e.getMessage()),
                    e);
        }
    }

    /** All migrations, applied or coming, as the owner of the tables. */
    public Flyway migrations() {
        var migrator = access.migrator();
        return Flyway.configure()
                .dataSource(migrator.url(), migrator.user(), migrator.password())
                .initSql("set role " + DatabaseInstaller.OWNER)
                .locations("classpath:db/migration")
                .schemas("core", "app")
                .createSchemas(false)
                .loggers("slf4j")
                .load();
    }
}
