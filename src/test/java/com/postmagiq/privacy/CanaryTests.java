package com.postmagiq.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Keys;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.settings.Installation;
import com.postmagiq.privacy.PersonalColumn.Erasing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every personal column of one person holds a word that stands nowhere else; after they are erased
 * it stands nowhere at all. Columns that are kept by what they say of themselves are left alone.
 */
@PostmagiqTest
class CanaryTests {
    private static final String ADDRESS = "canary@canary.example";
    private static final String NETWORK = "203.0.113.199";

    /** Rows that no test comes by on its usual ways: the factors and links of a careful person. */
    private static final List<String> CAREFUL =
            List.of(
                    """
                    insert into core.known_devices (id, user_id, token_hash, device_label, created_at, last_used_at)
                    values (gen_random_uuid(), ?, sha256(gen_random_uuid()::text::bytea), 'x', now(), now())
                    """,
                    """
                    insert into core.second_factors (id, user_id, kind, label, secret_enc, created_at)
                    values (gen_random_uuid(), ?, 'totp', 'x', 'x', now())
                    """,
                    """
                    insert into core.recovery_codes (id, user_id, code_hash)
                    values (gen_random_uuid(), ?, sha256(gen_random_uuid()::text::bytea))
                    """,
                    """
                    insert into core.passkeys (id, user_id, credential_id, public_key, sign_count, transports,
                        backup_eligible, backed_up, name, created_at)
                    values (gen_random_uuid(), ?, 'x', 'x', 0, '{}', false, false, 'x', now())
                    """,
                    """
                    insert into core.user_identities (id, user_id, provider, issuer, subject, email_at_link, linked_at,
                        last_used_at)
                    values (gen_random_uuid(), ?, 'x', 'https://issuer.example', 'x', 'x@example.com', now(), now())
                    """,
                    """
                    insert into core.sign_in_attempts (id, kind, token_hash, user_id, payload_enc, expires_at)
                    values (gen_random_uuid(), 'passkey_register', sha256(gen_random_uuid()::text::bytea), ?, 'x',
                        now() + interval '1 day')
                    """);

    private final Database database;
    private final List<PersonalTable> tables;
    private final ErasureTask task;
    private final Path files;
    private final Api stranger;

    CanaryTests(
            Database database,
            List<PersonalData> modules,
            ErasureTask task,
            Installation installation,
            @LocalServerPort int port) {
        this.database = database;
        this.tables = modules.stream().flatMap(module -> module.tables().stream()).toList();
        this.task = task;
        this.files = installation.dataDir();
        this.stranger = Api.at(port);
        // The first person ever operates the installation, and the last operator cannot leave.
        stranger.signUp("Olga Operator");
    }

    @Test
    @Tag("tenancy-77")
    void given_a_word_in_every_column__when_its_person_is_erased__then_it_is_nowhere()
            throws Exception {
        var ada = busyPerson();
        assertThat(
                        ada.send(
                                        "DELETE",
                                        "/api/v1/users/me",
                                        Map.of("password", Api.PASSWORD, "confirm", "DELETE"))
                                .status())
                .isEqualTo(202);
        try (var connection = database.access().migrator().connect()) {
            for (var sql : CAREFUL) {
                as(connection, "core");
                try (var insert = connection.prepareStatement(sql)) {
                    insert.setObject(1, ada.userId());
                    insert.executeUpdate();
                }
            }
            fill(connection, ada);
            assertThat(found(connection)).hasSizeGreaterThan(15);
            assertThat(filesOf(ada.userId())).isNotEmpty();
            as(connection, "core");
            run(
                    connection,
                    "update core.users set erase_after = now() - interval '1 minute' where id = '%s'"
                            .formatted(ada.userId()));

            task.eraseDue();

            assertThat(found(connection)).isEmpty();
        }
        assertThat(filesOf(ada.userId())).isEmpty();
    }

    /** Somebody who has left something in every table about people. */
    private Api busyPerson() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        Team.accept(ada, Team.token(Team.invite(bob, ada.email(), "editor")));
        var story = Storyteller.offline(ada);
        story.approveToTheEnd();
        story.dismissAFinding();
        Storyteller.plan(ada);
        Keys.make(ada, "content:read");
        Maintenance.notice(database, ada);
        ada.put("/api/v1/users/me/privacy", Map.of("consents", Map.of("analytics", true)));
        var event = Map.of("action", "page_viewed", "occurred_at", Instant.now().toString());
        ada.post("/telemetry/events", Map.of("events", List.of(event)));
        var copy = ada.post("/api/v1/users/me/export").text("/id");
        var ended = Errand.awaitEnd(ada, "/api/v1/users/me/exports/" + copy);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return ada;
    }

    private void fill(Connection connection, Api person) throws SQLException {
        var empty = new ArrayList<String>();
        for (var table : tables) {
            var where =
                    table.where()
                            .replace(":person", "'" + person.userId() + "'::uuid")
                            .replace(":email", "'" + person.email() + "'");
            as(connection, table.name());
            for (var column : columns(connection, table)) {
                if (column.erasing() == Erasing.KEEP) {
                    continue;
                }
                var filled =
                        run(
                                connection,
                                "update %s set %s = %s where %s"
                                        .formatted(
                                                table.name(),
                                                column.name(),
                                                canary(table, column),
                                                where));
                if (filled == 0) {
                    empty.add(table.name() + "." + column.name());
                }
            }
        }
        assertThat(empty).as("columns of which this person has no row").isEmpty();
    }

    private static String canary(PersonalTable table, PersonalColumn column) {
        return switch (column.type()) {
            case "inet" -> "'%s'".formatted(NETWORK);
            // 32 bytes that differ from row to row, as the constraints want
            case "bytea" -> "overlay(sha256(ctid::text::bytea) placing 'canary'::bytea from 1)";
            case "jsonb" ->
                    """
                    case jsonb_typeof(%s)
                         when 'array' then '["canary"]'::jsonb
                         when 'object' then '{"text": "canary", "user_email": "canary"}'::jsonb end
                    """
                            .formatted(column.name());
            default ->
                    column.name().equals("password_hash")
                            ? "'{canary}'"
                            : column.kind() == PersonalColumn.Kind.CONTACT
                                    ? "'%s'".formatted(ADDRESS)
                                    : "'canary %s'".formatted(shortName(table, column));
        };
    }

    private static String shortName(PersonalTable table, PersonalColumn column) {
        var name = table.name() + "." + column.name();
        return name.substring(Math.max(0, name.length() - 25));
    }

    /** Columns of any table in which the word stands. */
    private static List<String> found(Connection connection) throws SQLException {
        var found = new ArrayList<String>();
        for (var schema : List.of("app", "core")) {
            as(connection, schema);
            for (var column : everyColumn(connection, schema)) {
                var value =
                        column[2].equals("bytea")
                                ? "encode(%s, 'escape')".formatted(column[1])
                                : column[1] + "::text";
                var sql =
                        "select count(*) from %s where %s ilike '%%canary%%' or %s like '%%%s%%'"
                                .formatted(column[0], value, value, NETWORK);
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(sql)) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        found.add(column[0] + "." + column[1]);
                    }
                }
            }
        }
        return found;
    }

    private static List<String[]> everyColumn(Connection connection, String schema)
            throws SQLException {
        var found = new ArrayList<String[]>();
        try (var query =
                connection.prepareStatement(
                        """
                        select n.nspname || '.' || c.relname, quote_ident(a.attname), format_type(a.atttypid, null)
                          from pg_class c
                          join pg_namespace n on n.oid = c.relnamespace
                          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         where n.nspname = ? and c.relkind in ('r', 'p') and not c.relispartition
                           and c.relname <> 'flyway_schema_history'
                           and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'inet', 'bytea', 'tsvector')
                        """)) {
            query.setString(1, schema);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
                }
            }
        }
        return found;
    }

    private static List<PersonalColumn> columns(Connection connection, PersonalTable table)
            throws SQLException {
        var found = new ArrayList<PersonalColumn>();
        try (var query =
                connection.prepareStatement(
                        """
                        select attname, format_type(atttypid, null), coalesce(col_description(attrelid, attnum), '')
                          from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped
                        """)) {
            query.setString(1, table.name());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(
                            PersonalColumn.of(
                                    rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return found;
    }

    /** Tables of workspaces are open to maintenance only, the others to their owner. */
    private static void as(Connection connection, String table) throws SQLException {
        run(connection, "reset role");
        run(
                connection,
                "set role "
                        + (table.startsWith("core") ? "postmagiq_owner" : "postmagiq_maintenance"));
    }

    private static int run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private List<Path> filesOf(UUID userId) throws IOException {
        try (var all = Files.walk(files)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(userId.toString()))
                    .toList();
        }
    }
}
