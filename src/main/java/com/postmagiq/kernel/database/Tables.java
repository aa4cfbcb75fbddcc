package com.postmagiq.kernel.database;

import com.postmagiq.kernel.postgres.DatabaseAccess;
import com.postmagiq.kernel.postgres.DatabaseInstaller;
import com.postmagiq.kernel.postgres.RuntimeRoleCheck;
import org.flywaydb.core.Flyway;

/** The tables of a database and the migrations that make them. */
public final class Tables {
    private final DatabaseAccess access;
    private boolean upToDate;

    /**
     * @param upToDate whether {@link #bringUpToDate} has been done for this database already
     */
    public Tables(DatabaseAccess access, boolean upToDate) {
        this.access = access;
        this.upToDate = upToDate;
    }

    /**
     * Applies what is missing and makes sure that the role that serves requests is held by the
     * fences of the tables. Does it once, however often it is called.
     *
     * @throws org.flywaydb.core.api.FlywayException when a migration fails, or was changed
     * @throws com.postmagiq.kernel.postgres.DatabaseInstallFailure when the role is too strong
     */
    public synchronized void bringUpToDate() {
        if (!upToDate) {
            migrations().migrate();
            RuntimeRoleCheck.check(access.app());
            upToDate = true;
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
