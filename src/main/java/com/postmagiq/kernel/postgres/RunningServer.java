package com.postmagiq.kernel.postgres;

/**
 * A running embedded PostgreSQL.
 *
 * @param pid of its main process
 * @param superuserPassword never shown by {@link #toString}
 */
public record RunningServer(
        String host, int port, long pid, String superuserPassword, RolePasswords passwords) {
    static final String SUPERUSER = "postgres";

    /** The privileged login, for installing and for checks; never for serving. */
    public DatabaseLogin superuser(String database) {
        return new DatabaseLogin(url(database), SUPERUSER, superuserPassword);
    }

    /** The logins of a database that {@link DatabaseInstaller} has prepared on this server. */
    public DatabaseAccess access(String database) {
        return passwords.access(url(database));
    }

    /** The logins of the product's own database. */
    public DatabaseAccess access() {
        return access(DatabaseInstaller.EMBEDDED_DATABASE);
    }

    private String url(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, database);
    }

    @Override
    public String toString() {
        return "PostgreSQL on %s:%d (process %d)".formatted(host, port, pid);
    }
}
