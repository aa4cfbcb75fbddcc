package com.postmagiq.kernel.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Makes the roles, schemas, rights and limits every installation has. May run at each start and on
 * several nodes at once; what is there already stays.
 *
 * <p>All of it happens in one transaction under an advisory lock of that transaction, so that it
 * also works through a PgBouncer in transaction mode. For the same reason limits and search path
 * are settings of the roles, kept by the server: what a session sets would land on somebody else's
 * connection, and start-up parameters are refused by PgBouncer. Two things must be told to such a
 * PgBouncer and its clients: {@code prepareThreshold=0} in the JDBC URLs (see {@link
 * DatabaseUrl#jdbcUrl}) and {@code ignore_startup_parameters = extra_float_digits} in its own file.
 */
public final class DatabaseInstaller {
    /** The product's database on the embedded server. */
    public static final String EMBEDDED_DATABASE = "postmagiq";

    /** Owns every object; nobody logs in as it. */
    public static final String OWNER = "postmagiq_owner";

    /** Sees all rows, for backfills, export and backup; nobody logs in as it. */
    public static final String MAINTENANCE = "postmagiq_maintenance";

    /** Owns the one function that searches posts with their index; nobody logs in as it. */
    public static final String SEARCH = "postmagiq_search";

    public static final String MIGRATOR = "postmagiq_migrator";
    public static final String APP = "postmagiq_app";
    public static final String SYSTEM = "postmagiq_system";

    /** {@code transaction_timeout} came with 17. */
    static final int OLDEST_MAJOR_VERSION = 17;

    /**
     * Gives the present transaction of {@link #APP} the limits of a task, 60 s, instead of those of
     * a web request. Local to the transaction. The transaction's own limit is lifted first, because
     * PostgreSQL does not prolong one that is running.
     */
    public static final String TASK_LIMITS =
            "set local statement_timeout = '60s'; set local transaction_timeout = 0;"
                    + " set local transaction_timeout = '60s'";

    private static final String SEARCH_PATH = "app, core";

    /** Limits per role; what a role lacks is unlimited. A migration may take its time. */
    private static final Map<String, Map<String, String>> ROLE_SETTINGS =
            Map.of(
                    APP,
                    Map.of(
                            "statement_timeout", "5s",
                            "lock_timeout", "2s",
                            "transaction_timeout", "15s",
                            "idle_in_transaction_session_timeout", "10s"),
                    SYSTEM,
                    Map.of(
                            "statement_timeout", "60s",
                            "lock_timeout", "2s",
                            "transaction_timeout", "60s",
                            "idle_in_transaction_session_timeout", "10s"),
                    MIGRATOR,
                    // Becomes the owner at log-in, also where a session cannot keep a SET ROLE.
                    Map.of("lock_timeout", "3s", "role", OWNER));

    private static final long LOCK = 0x706f73746d616769L; // "postmagi"
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_RIGHT = "42501";
    private static final String NO_DATABASE = "3D000";
    private static final String DUPLICATE_DATABASE = "42P04";

    private final Connection connection;
    private final String url;
    private final RolePasswords passwords;

    private DatabaseInstaller(Connection connection, String url, RolePasswords passwords) {
        this.connection = connection;
        this.url = url;
        this.passwords = passwords;
    }

    /** Prepares the product's own database on the embedded server, making it first if need be. */
    public static DatabaseAccess installEmbedded(RunningServer server) {
        return installEmbedded(server, EMBEDDED_DATABASE);
    }

    /** Prepares a database of that name on the embedded server, making it first if need be. */
    public static DatabaseAccess installEmbedded(RunningServer server, String database) {
        var superuser = server.superuser(database);
        try {
            try {
                prepareEmbedded(server, superuser);
            } catch (SQLException e) {
                if (!NO_DATABASE.equals(e.getSQLState())) {
                    throw e;
                }
                createDatabase(server, database);
                prepareEmbedded(server, superuser);
            }
        } catch (SQLException e) {
            throw failed(superuser.toString(), e);
        }
        return server.access(database);
    }

    private static void prepareEmbedded(RunningServer server, DatabaseLogin superuser)
            throws SQLException {
        try (var connection = superuser.connect()) {
            connection.setAutoCommit(false);
            var installer = new DatabaseInstaller(connection, superuser.url(), server.passwords());
            installer.install();
            // The server hashed it as if somebody had chosen it, and each start logs in with it.
            installer.password(superuser.user(), superuser.password());
            connection.commit();
        }
    }

    /**
     * Prepares an external database. Its login is used here and never again.
     *
     * @param url names a superuser, or a role with CREATEROLE that owns the database
     * @param pgBouncer whether the URL leads through a PgBouncer in transaction mode
     * @throws DatabaseInstallFailure with one sentence
     */
    public static DatabaseAccess install(
            DatabaseUrl url, RolePasswords passwords, boolean pgBouncer) {
        return install(url.login(pgBouncer), passwords);
    }

    private static DatabaseAccess install(DatabaseLogin privileged, RolePasswords passwords) {
        try (var connection = privileged.connect()) {
            connection.setAutoCommit(false);
            new DatabaseInstaller(connection, privileged.url(), passwords).install();
            connection.commit();
        } catch (SQLException e) {
            throw failed(privileged.toString(), e);
        }
        return passwords.access(privileged.url());
    }

    private static void createDatabase(RunningServer server, String name) throws SQLException {
        try (var connection = server.superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + statement.enquoteIdentifier(name, true));
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void install() throws SQLException {
        checkVersion();
        run("select pg_advisory_xact_lock(%d)".formatted(LOCK));
        var superuser = is("select rolsuper from pg_roles where rolname = current_user");
        if (!superuser) {
            checkRights();
        }
        role(OWNER, "nologin");
        role(MAINTENANCE, "nologin");
        role(SEARCH, "nologin");
        login(MIGRATOR, passwords.migrator());
        login(APP, passwords.app());
        login(SYSTEM, passwords.system());
        run(
                "grant postmagiq_owner, postmagiq_maintenance, postmagiq_search to postmagiq_migrator with inherit false, set true");
        var borrowed =
                !superuser && !is("select pg_has_role(current_user, 'postmagiq_owner', 'SET')");
        if (borrowed) {
            run("grant postmagiq_owner to current_user with inherit false, set true");
        }
        schemas();
        if (borrowed) {
            run("revoke postmagiq_owner from current_user granted by current_user");
        }
        settings();
    }

    private void checkVersion() throws SQLException {
        var version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_MAJOR_VERSION) {
            throw new DatabaseInstallFailure(
                    "The database %s is PostgreSQL %d, and Postmagiq needs %d or newer: upgrade it, or leave DATABASE_URL empty to use the embedded one."
                            .formatted(url, version, OLDEST_MAJOR_VERSION));
        }
    }

    private void checkRights() throws SQLException {
        var createRole = is("select rolcreaterole from pg_roles where rolname = current_user");
        var owner =
                is(
                        "select pg_has_role(current_user, datdba, 'USAGE') from pg_database where datname = current_database()");
        if (!createRole || !owner) {
            throw new DatabaseInstallFailure(
                    "The login of DATABASE_URL may not prepare the database %s, because %s: have a superuser run `alter role ... createrole` and `alter database ... owner to ...` for it once, or name a superuser."
                            .formatted(
                                    url,
                                    createRole
                                            ? "it does not own it"
                                            : owner
                                                    ? "it may not create roles"
                                                    : "it may not create roles and does not own it"));
        }
    }

    private void role(String name, String login) throws SQLException {
        if (!exists(name)) {
            run("create role %s %s noinherit".formatted(name, login));
        }
    }

    private void login(String name, String password) throws SQLException {
        if (!exists(name)) {
            role(name, "login");
        } else if (!passwords.mayReplace()) {
            checkPassword(name, password);
            return;
        }
        password(name, password);
    }

    private void password(String role, String password) throws SQLException {
        run("alter role %s password '%s'".formatted(role, passwords.verifier(password)));
    }

    private void checkPassword(String name, String password) throws SQLException {
        try (var probe = new DatabaseLogin(url, name, password).connect()) {
            probe.isReadOnly();
        } catch (SQLException e) {
            if (NO_RIGHT.equals(e.getSQLState())) {
                return; // The password is right; the right to connect is granted below.
            }
            if (!WRONG_PASSWORD.equals(e.getSQLState())) {
                throw e;
            }
            throw new DatabaseInstallFailure(
                    "The database %s already has the role %s, with a password this node does not know: copy the file database-roles from the keys folder of the node that made it, or give all nodes the same passwords by settings."
                            .formatted(url, name),
                    e);
        }
    }

    private void schemas() throws SQLException {
        var database =
                connection.createStatement().enquoteIdentifier(connection.getCatalog(), true);
        run("revoke all on database %s from public".formatted(database));
        run(
                "grant connect on database %s to %s, %s, %s"
                        .formatted(database, MIGRATOR, APP, SYSTEM));
        if (is("select exists (select from pg_namespace where nspname = 'public')")) {
            run("revoke all on schema public from public");
        }
        for (var schema : List.of("app", "core")) {
            run("create schema if not exists %s authorization %s".formatted(schema, OWNER));
        }
        run("set local role " + OWNER);
        run("grant usage on schema app, core to %s, %s, %s".formatted(APP, SYSTEM, MAINTENANCE));
        run("alter default privileges revoke execute on functions from public");
        run("reset role");
    }

    private void settings() throws SQLException {
        var database =
                connection.createStatement().enquoteIdentifier(connection.getCatalog(), true);
        for (var role : List.of(APP, SYSTEM)) {
            run(
                    "alter role %s in database %s set search_path = %s"
                            .formatted(role, database, SEARCH_PATH));
        }
        for (var role : ROLE_SETTINGS.entrySet()) {
            for (var setting : role.getValue().entrySet()) {
                run(
                        "alter role %s in database %s set %s = '%s'"
                                .formatted(
                                        role.getKey(),
                                        database,
                                        setting.getKey(),
                                        setting.getValue()));
            }
        }
    }

    private boolean exists(String role) throws SQLException {
        return is("select exists (select from pg_roles where rolname = '%s')".formatted(role));
    }

    private boolean is(String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static DatabaseInstallFailure failed(String where, SQLException e) {
        return new DatabaseInstallFailure(
                "The database %s could not be prepared (%s): %s"
                        .formatted(where, e.getSQLState(), e.getMessage()),
                e);
    }
}
