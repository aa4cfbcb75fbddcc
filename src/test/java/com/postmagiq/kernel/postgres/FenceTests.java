package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a fenced table lets the serving role do. */
class FenceTests {
    private static final String NOT_PERMITTED = "42501";
    private static final String NEVER_BOUND = "42704";
    private static final String NO_LONGER_BOUND = "22P02";

    private static DatabaseAccess access;

    private final UUID acme = UUID.randomUUID();
    private final UUID globex = UUID.randomUUID();
    private final UUID note = UUID.randomUUID();

    private Connection connection;

    @BeforeAll
    static void makeTables() throws SQLException {
        access = TestPostgres.createEmptyDatabase("fence_at_work");
        try (var migrator = access.migrator().connect();
                var statement = migrator.createStatement()) {
            statement.execute(Fence.migration());
            statement.execute(Fence.EXAMPLE_TABLES);
        }
    }

    @BeforeEach
    void givenANoteOfAcme() throws SQLException {
        connection = access.app().connect();
        connection.setAutoCommit(false);
        bind("app.workspace_id", acme);
        run("insert into workspaces values ('%s')".formatted(acme));
        run("insert into notes values ('%s', '%s', 'ours')".formatted(acme, note));
        connection.commit();
    }

    @AfterEach
    void close() throws SQLException {
        connection.rollback();
        connection.close();
    }

    @Test
    void given_its_own_workspace__when_it_reads__then_it_sees_its_row() throws SQLException {
        bind("app.workspace_id", acme);

        assertThat(run("update notes set title = 'changed'")).isEqualTo(1);
        assertThat(run("delete from notes where id = '%s'".formatted(note))).isEqualTo(1);
    }

    @Test
    void given_another_workspace__when_it_names_the_row__then_there_is_no_such_row()
            throws SQLException {
        bind("app.workspace_id", globex);

        assertThat(count("select count(*) from notes where id = '%s'".formatted(note))).isZero();
        assertThat(run("update notes set title = 'theirs' where id = '%s'".formatted(note)))
                .isZero();
        assertThat(run("delete from notes where id = '%s'".formatted(note))).isZero();
    }

    @Test
    void given_another_workspace__when_it_writes_for_us__then_it_is_refused() throws SQLException {
        bind("app.workspace_id", globex);

        assertRefused(
                NOT_PERMITTED,
                () ->
                        run(
                                "insert into notes values ('%s', '%s', 'planted')"
                                        .formatted(acme, UUID.randomUUID())));
    }

    @Test
    void given_an_own_row__when_it_is_moved_to_another_workspace__then_it_is_refused()
            throws SQLException {
        bind("app.workspace_id", acme);

        assertRefused(
                NOT_PERMITTED, () -> run("update notes set workspace_id = '%s'".formatted(globex)));
    }

    @Test
    void given_a_used_connection__when_its_next_user_binds_nothing__then_every_table_errs() {
        assertRefused(NO_LONGER_BOUND, () -> count("select count(*) from notes"));
    }

    @Test
    void given_a_new_connection__when_nothing_is_bound__then_every_table_errs()
            throws SQLException {
        connection.close();
        connection = access.app().connect();
        connection.setAutoCommit(false);

        assertRefused(NEVER_BOUND, () -> count("select count(*) from notes"));
    }

    @Test
    void given_another_account__when_it_reads_bills__then_there_are_none() throws SQLException {
        var account = UUID.randomUUID();
        bind("app.account_id", account);
        run("insert into accounts values ('%s')".formatted(account));
        run("insert into bills values ('%s', 900)".formatted(account));
        assertThat(count("select count(*) from bills")).isEqualTo(1);

        bind("app.account_id", UUID.randomUUID());

        assertThat(count("select count(*) from bills")).isZero();
    }

    @Test
    void given_the_owner__when_it_reads__then_it_sees_nothing_unless_it_becomes_maintenance()
            throws SQLException {
        try (var migrator = access.migrator().connect();
                var statement = migrator.createStatement()) {
            assertThat(statement.executeUpdate("update app.notes set title = title")).isZero();
            statement.execute("set role postmagiq_maintenance");
            assertThat(statement.executeUpdate("update app.notes set title = title")).isPositive();
        }
    }

    @Test
    void given_the_serving_role__when_it_calls_the_fence_or_truncates__then_it_is_refused()
            throws SQLException {
        bind("app.workspace_id", acme);
        assertRefused(NOT_PERMITTED, () -> run("call app.fence('app.notes')"));
        connection.rollback();
        assertRefused(NOT_PERMITTED, () -> run("truncate notes"));
        connection.rollback();
        assertRefused(NOT_PERMITTED, () -> run("create table app.mine (id int)"));
    }

    private void bind(String setting, UUID id) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('%s', '%s', true)".formatted(setting, id));
        }
    }

    private int run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private int count(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void assertRefused(String sqlState, ThrowingCallable work) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(work)
                .returns(sqlState, SQLException::getSQLState);
    }
}
