package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The installer as a stranger's database sees it: a server of its own, no role there yet. */
class DatabaseInstallerIT {
    private static final EmbeddedPostgres.Settings SETTINGS =
            new EmbeddedPostgres.Settings(TestPostgres.BINARIES, 40);

    @TempDir private Path keys;

    private static Path folder;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        folder = Files.createTempDirectory("postmagiq-external");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        postgres = EmbeddedPostgres.start(folder, SETTINGS);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    @BeforeEach
    void makeDatabase() throws SQLException {
        asSuperuser("create role dba login createrole password 'pw'");
        asSuperuser("create database shop owner dba");
    }

    /** Roles belong to the whole server, and each test wants a server without ours. */
    @AfterEach
    void dropRoles() throws SQLException {
        asSuperuser("drop database if exists shop with (force)");
        asSuperuser("drop database if exists postmagiq with (force)");
        asSuperuser(
                """
                drop role if exists postmagiq_migrator, postmagiq_app, postmagiq_system,
                  postmagiq_owner, postmagiq_maintenance, postmagiq_search, guest, creator, dba
                """);
    }

    @Test
    @Tag("tenancy-23")
    void given_a_login_that_is_no_superuser__when_it_installs_twice__then_all_works_as_it_should()
            throws SQLException, IOException {
        var first = DatabaseInstaller.install(url("dba", "pw"), RolePasswords.kept(keys), false);
        var second = DatabaseInstaller.install(url("dba", "pw"), RolePasswords.kept(keys), false);

        assertThat(second).isEqualTo(first);
        RuntimeRoleCheck.check(first.app());
        TestPostgres.migrate(first);
        assertThat(
                        ask(
                                first.migrator(),
                                "select nspowner::regrole::text from pg_namespace where nspname = 'app'"))
                .isEqualTo("postmagiq_owner");
        assertThat(ask(first.app(), "show search_path")).isEqualTo("app, core");
        // The borrowed right to act as the owner was given back.
        assertThat(
                        ask(
                                url("dba", "pw").login(false),
                                "select pg_has_role(current_user, 'postmagiq_owner', 'SET')"))
                .isEqualTo("f");
        try (var connection = postgres.server().superuser("shop").connect()) {
            assertThat(TenancyCatalogue.ofProduct().findings(connection)).isEmpty();
        }
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(keys.resolve("database-roles"))))
                .isEqualTo("rw-------");
    }

    @Test
    void given_a_login_without_rights__when_it_installs__then_one_sentence_names_what_is_missing()
            throws SQLException {
        asSuperuser("create role guest login password 'pw'");
        asSuperuser("create role creator login createrole password 'pw'");

        assertRefused(url("guest", "pw"), "may not create roles and does not own it");
        assertRefused(url("creator", "pw"), "does not own it");
        asSuperuser("alter role dba nocreaterole");
        assertRefused(url("dba", "pw"), "may not create roles:");
        assertRefused(url("dba", "wrong"), "28P01");
    }

    @Test
    void given_four_nodes_with_one_file__when_they_install_at_once__then_all_succeed()
            throws InterruptedException, ExecutionException {
        var passwords = RolePasswords.kept(keys);
        var answers = new ArrayList<Future<DatabaseAccess>>();
        try (var nodes = Executors.newFixedThreadPool(4)) {
            for (var node = 0; node < 4; node++) {
                answers.add(
                        nodes.submit(
                                () ->
                                        DatabaseInstaller.install(
                                                url("dba", "pw"), passwords, false)));
            }
        }

        for (var answer : answers) {
            RuntimeRoleCheck.check(answer.get().app());
        }
    }

    @Test
    void given_a_node_without_the_file__when_it_installs__then_the_others_keep_their_passwords(
            @TempDir Path otherKeys) {
        var first = DatabaseInstaller.install(url("dba", "pw"), RolePasswords.kept(keys), false);

        assertThatExceptionOfType(DatabaseInstallFailure.class)
                .isThrownBy(
                        () ->
                                DatabaseInstaller.install(
                                        url("dba", "pw"), RolePasswords.kept(otherKeys), false))
                .withMessageContaining("database-roles");

        RuntimeRoleCheck.check(first.app());
    }

    @Test
    void given_passwords_by_settings__when_installed_again__then_they_replace_the_kept_ones() {
        DatabaseInstaller.install(url("dba", "pw"), RolePasswords.kept(keys), false);

        var access =
                DatabaseInstaller.install(
                        url("dba", "pw"), RolePasswords.given("one", "two", "three"), true);

        RuntimeRoleCheck.check(access.app());
        RuntimeRoleCheck.check(access.system());
        assertThat(access.app().url()).endsWith("?prepareThreshold=0");
    }

    @Test
    @Tag("tenancy-23")
    void given_a_serving_role_that_is_too_strong__when_checked__then_each_fault_is_a_sentence()
            throws SQLException {
        var app = DatabaseInstaller.installEmbedded(postgres.server()).app();
        asSuperuser("alter role postmagiq_app superuser bypassrls");
        asSuperuser("grant postmagiq_owner to postmagiq_app");
        try (var connection = postgres.server().superuser("postmagiq").connect();
                var statement = connection.createStatement()) {
            statement.execute("create table app.mine (id int)");
            statement.execute("alter table app.mine owner to postmagiq_app");
        }

        try (var connection = app.connect()) {
            assertThat(RuntimeRoleCheck.faults(connection))
                    .satisfiesExactly(
                            fault -> assertThat(fault).contains("is a superuser"),
                            fault -> assertThat(fault).contains("bypasses row-level security"),
                            fault -> assertThat(fault).contains("owns mine"),
                            fault -> assertThat(fault).contains("member of postmagiq_owner"));
        }
        assertThatExceptionOfType(DatabaseInstallFailure.class)
                .isThrownBy(() -> RuntimeRoleCheck.check(app));
    }

    @Test
    void given_the_embedded_database__when_prepared__then_random_passwords_are_hashed_lightly()
            throws SQLException {
        DatabaseInstaller.installEmbedded(postgres.server());

        try (var connection = postgres.server().superuser("postmagiq").connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select rolname, rolpassword from pg_authid where rolcanlogin and rolname in"
                                                + " ('postgres', 'postmagiq_app', 'postmagiq_migrator', 'postmagiq_system')")) {
            var found = 0;
            while (rows.next()) {
                assertThat(rows.getString(2)).as(rows.getString(1)).startsWith("SCRAM-SHA-256$1:");
                found++;
            }
            assertThat(found).isEqualTo(4);
        }
    }

    @Test
    void given_passwords_of_an_operator__when_installed__then_guessing_them_is_slow()
            throws SQLException {
        DatabaseInstaller.install(
                url("dba", "pw"), RolePasswords.given("one", "two", "three"), false);

        try (var connection = postgres.server().superuser("shop").connect();
                var rows =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select rolpassword from pg_authid where rolname = 'postmagiq_app'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("SCRAM-SHA-256$4096:");
        }
    }

    @Test
    void given_the_limits_of_a_task__when_a_transaction_takes_them__then_they_end_with_it()
            throws SQLException {
        var app = DatabaseInstaller.installEmbedded(postgres.server()).app();
        try (var connection = app.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(DatabaseInstaller.TASK_LIMITS);

            assertThat(limits(connection)).containsExactly("1min", "1min");
            connection.commit();
            assertThat(limits(connection)).containsExactly("5s", "15s");
        }
    }

    private static List<String> limits(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "select current_setting('statement_timeout'), current_setting('transaction_timeout')")) {
            row.next();
            return List.of(row.getString(1), row.getString(2));
        }
    }

    private void assertRefused(DatabaseUrl url, String why) {
        assertThatExceptionOfType(DatabaseInstallFailure.class)
                .isThrownBy(() -> DatabaseInstaller.install(url, RolePasswords.kept(keys), false))
                .withMessageContaining(why);
    }

    private static DatabaseUrl url(String user, String password) {
        return DatabaseUrl.parse(
                "postgresql://%s:%s@127.0.0.1:%d/shop"
                        .formatted(user, password, postgres.server().port()));
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (var connection = postgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(DatabaseLogin login, String question) throws SQLException {
        try (var connection = login.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }
}
