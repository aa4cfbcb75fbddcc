package com.postmagiq.kernel.database;

import com.postmagiq.kernel.postgres.DatabaseAccess;
import com.postmagiq.kernel.postgres.DatabaseInstaller;
import com.postmagiq.kernel.postgres.DatabaseLogin;
import com.postmagiq.kernel.postgres.DatabaseUrl;
import com.postmagiq.kernel.postgres.EmbeddedPostgres;
import com.postmagiq.kernel.postgres.RolePasswords;
import com.postmagiq.kernel.settings.Installation;
import org.jspecify.annotations.Nullable;

/**
 * The database of this process: the one {@code DATABASE_URL} names, the embedded one of a server
 * that already runs on the data directory, or an embedded one started here.
 *
 * @param listening where live notices can be heard; null behind a pooler without a direct address
 * @param embedded what has to be stopped at the end; null when somebody else runs it
 */
public record Database(
        DatabaseAccess access,
        @Nullable DatabaseLogin listening,
        @Nullable EmbeddedPostgres embedded)
        implements AutoCloseable {

    static Database open(Installation installation, DatabaseSettings settings) {
        if (!settings.url().isBlank()) {
            return external(installation, settings);
        }
        var running = EmbeddedPostgres.running(installation.dataDir());
        if (running.isPresent()) {
            var access = DatabaseInstaller.installEmbedded(running.get());
            return new Database(access, access.app(), null);
        }
        var embedded = EmbeddedPostgres.start(installation.dataDir());
        var access = DatabaseInstaller.installEmbedded(embedded.server());
        return new Database(access, access.app(), embedded);
    }

    private static Database external(Installation installation, DatabaseSettings settings) {
        var url = DatabaseUrl.parse(settings.url());
        var passwords =
                settings.appPassword() != null
                                && settings.systemPassword() != null
                                && settings.migratorPassword() != null
                        ? RolePasswords.given(
                                settings.appPassword(),
                                settings.systemPassword(),
                                settings.migratorPassword())
                        : RolePasswords.kept(installation.keysDir());
        var access = DatabaseInstaller.install(url, passwords, settings.pgbouncer());
        if (!settings.pgbouncer()) {
            return new Database(access, access.app(), null);
        }
        if (settings.directUrl().isBlank()) {
            return new Database(access, null, null);
        }
        var direct = DatabaseUrl.parse(settings.directUrl()).jdbcUrl(false);
        return new Database(
                access,
                new DatabaseLogin(direct, access.app().user(), access.app().password()),
                null);
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
