package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Two workspaces with rows in every tenant table, and everything somebody in one could try on the
 * other with a database console as the application's role. The tables come from the catalogue.
 */
@PostmagiqTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("tenancy-21")
class TenantIsolationTests {
    private static final String DENIED = "42501";

    /** No setting on a fresh connection, an empty one on a used connection. */
    private static final List<String> NO_CONTEXT = List.of("42704", "22P02");

    /**
     * @param column what the fence compares
     * @param writable columns that an insert may name
     */
    record Table(String name, String column, boolean ofAccount, List<String> writable) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Tenant(UUID workspaceId, UUID accountId) {
        UUID key(Table table) {
            return table.ofAccount() ? accountId : workspaceId;
        }
    }

    private final Database database;
    private final Api stranger;
    private final Tenant a;
    private final Tenant b;

    TenantIsolationTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.a = tenant(stranger.signUp("Ada Lovelace"));
        this.b = tenant(stranger.signUp("Bob Moses"));
    }

    @TestFactory
    Stream<DynamicTest>
            given_rows_of_two_workspaces__when_one_tries_the_other__then_the_fence_holds() {
        return tables().stream()
                .map(table -> DynamicTest.dynamicTest(table.name(), () -> probe(table)));
    }

    @Test
    void given_the_application_role__when_a_transaction_has_ended__then_its_context_is_gone()
            throws SQLException {
        try (var connection = database.access().app().connect()) {
            connection.setAutoCommit(false);
            bind(connection, a);
            assertThat(count(connection, "select count(*) from app.workspaces")).isEqualTo(1);
            connection.commit();

            assertState(
                    connection,
                    "the next user of the connection",
                    "select count(*) from app.workspaces",
                    NO_CONTEXT);
        }
    }

    private void probe(Table table) throws SQLException {
        var foreign = a.key(table);
        var own = b.key(table);
        var where = " where %s = '%s'".formatted(table.column(), foreign);
        try (var connection = database.access().app().connect()) {
            connection.setAutoCommit(false);
            bind(connection, a);
            assertThat(count(connection, "select count(*) from " + table + where))
                    .as("rows of A; a finished run must fill %s", table)
                    .isPositive();
            connection.rollback();

            bind(connection, b);
            assertThat(count(connection, "select count(*) from " + table + where)).isZero();
            connection.rollback();
            assertNothingChanged(
                    connection,
                    "update %s set %s = %s%s"
                            .formatted(table, table.column(), table.column(), where));
            assertNothingChanged(connection, "delete from " + table + where);
            assertDenied(connection, "insert for A", copyFor(table, foreign));
            assertDenied(
                    connection,
                    "moving an own row to A",
                    "update %s set %s = '%s' where %s = '%s'"
                            .formatted(table, table.column(), foreign, table.column(), own));
        }
        try (var fresh = database.access().app().connect()) {
            assertState(fresh, "no context", "select count(*) from " + table, NO_CONTEXT);
        }
    }

    /** One of B's own rows with A's key: everything else about it is sound. */
    private static String copyFor(Table table, UUID key) {
        var columns = String.join(", ", table.writable());
        var values =
                String.join(
                        ", ",
                        table.writable().stream()
                                .map(
                                        column ->
                                                column.equals(table.column())
                                                        ? "'" + key + "'"
                                                        : column)
                                .toList());
        return "insert into %s (%s) select %s from %s limit 1"
                .formatted(table, columns, values, table);
    }

    /** A table that takes no updates or deletes at all is as safe as one that finds no rows. */
    private void assertNothingChanged(Connection connection, String sql) throws SQLException {
        bind(connection, b);
        try (var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isZero();
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as(sql).isEqualTo(DENIED);
        } finally {
            connection.rollback();
        }
    }

    private void assertDenied(Connection connection, String what, String sql) throws SQLException {
        bind(connection, b);
        assertState(connection, what, sql, List.of(DENIED));
    }

    private static void assertState(
            Connection connection, String what, String sql, List<String> states)
            throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            fail("%s went through: %s", what, sql);
        } catch (SQLException e) {
            assertThat(e.getSQLState()).as("%s: %s", what, sql).isIn(states);
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private static void bind(Connection connection, Tenant tenant) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "select set_config('app.workspace_id', ?, true), set_config('app.account_id', ?, true)")) {
            statement.setString(1, tenant.workspaceId().toString());
            statement.setString(2, tenant.accountId().toString());
            statement.execute();
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Tenant tenant(Api owner) {
        Team.join(owner, "Mia Member", "editor");
        Team.role(owner, "Reader", "viewer", "content:read");
        Storyteller.budget(owner);
        Storyteller.compare(owner);
        Storyteller.discuss(owner);
        Storyteller.settleIn(owner);
        Storyteller.plan(owner);
        Storyteller.date(owner);
        var story = Storyteller.offline(owner);
        story.approveToTheEnd();
        story.dismissAFinding();
        story.attachANote();
        story.leaveATranscription(database);
        leaveASeal(owner.workspaceId());
        var event = Map.of("action", "page_viewed", "occurred_at", Instant.now().toString());
        assertThat(owner.post("/telemetry/events", Map.of("events", List.of(event))).status())
                .isEqualTo(202);
        assertThat(owner.post("/audit-logs/export", Map.of("format", "csv")).status())
                .isEqualTo(202);
        var account =
                Maintenance.call(
                        database,
                        rows ->
                                rows.sql("select account_id from app.workspaces where id = ?")
                                        .param(owner.workspaceId())
                                        .query(UUID.class)
                                        .single());
        return new Tenant(owner.workspaceId(), account);
    }

    /** The task seals what is older than five minutes, and nobody waits for that here. */
    private void leaveASeal(UUID workspaceId) {
        Maintenance.update(
                database,
                """
                with seal as (
                    insert into app.audit_seals (workspace_id, seal_no, range_from, range_to, entry_count, digest,
                        key_id, hmac, sealed_at)
                    values (?, 1, 'epoch', now() - interval '1 hour', 0, sha256('x'), 'none', sha256('x'), now())
                    returning workspace_id, seal_no, range_from, range_to, hmac)
                insert into app.audit_heads (workspace_id, seal_no, range_from, range_to, hmac) table seal
                """,
                workspaceId);
    }

    private List<Table> tables() {
        return Maintenance.call(
                database,
                rows ->
                        rows.sql(
                                        """
                                        select c.oid::regclass::text as name, c.relname,
                                               array_agg(quote_ident(a.attname) order by a.attnum)
                                                 filter (where a.attgenerated = '' and a.attidentity <> 'a') as writable,
                                               bool_or(a.attname = 'workspace_id') as of_workspace
                                          from pg_class c
                                          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                                         where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
                                           and not c.relispartition
                                         group by c.oid, c.relname
                                         order by c.relname
                                        """)
                                .query(
                                        (row, _) -> {
                                            var name = row.getString("relname");
                                            var root =
                                                    name.equals("workspaces")
                                                            || name.equals("accounts");
                                            var ofWorkspace =
                                                    row.getBoolean("of_workspace")
                                                            || name.equals("workspaces");
                                            return new Table(
                                                    row.getString("name"),
                                                    root
                                                            ? "id"
                                                            : ofWorkspace
                                                                    ? "workspace_id"
                                                                    : "account_id",
                                                    !ofWorkspace,
                                                    List.of(
                                                            (String[])
                                                                    row.getArray("writable")
                                                                            .getArray()));
                                        })
                                .list());
    }
}
