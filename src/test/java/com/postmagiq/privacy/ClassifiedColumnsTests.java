package com.postmagiq.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.privacy.PersonalColumn.Erasing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every column says what it holds about people, and what it says is done. */
@PostmagiqTest
@Tag("tenancy-77")
class ClassifiedColumnsTests {
    private static final String WITH_TEXT =
            """
            select n.nspname || '.' || c.relname as tab, a.attname as col, format_type(a.atttypid, null) as type,
                   coalesce(col_description(c.oid, a.attnum), '') as said
              from pg_class c
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where n.nspname in ('app', 'core') and c.relkind in ('r', 'p') and not c.relispartition
               and c.relname <> 'flyway_schema_history' and a.attgenerated = ''
               and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'inet'::regtype,
                                  'bytea'::regtype, 'date'::regtype)
             order by 1, 2
            """;

    private record Column(String tab, String col, String type, String said) {
        PersonalColumn read() {
            return PersonalColumn.of(col, type, said);
        }

        @Override
        public String toString() {
            return tab + "." + col;
        }
    }

    private final Database database;
    private final List<PersonalTable> declared;

    ClassifiedColumnsTests(Database database, List<PersonalData> modules) {
        this.database = database;
        this.declared = modules.stream().flatMap(module -> module.tables().stream()).toList();
    }

    @Test
    void given_all_tables__then_every_column_that_can_hold_text_says_what_it_holds_about_people()
            throws SQLException {
        assertThat(silent(columns())).isEmpty();
    }

    @Test
    void given_a_new_column_without_a_word__then_it_is_found() throws SQLException {
        try (var connection = database.access().migrator().connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local role postmagiq_owner");
            statement.execute("alter table app.posts add column secret_nickname text");

            assertThat(silent(columns(connection))).containsExactly("app.posts.secret_nickname");
            connection.rollback();
        }
    }

    @Test
    void given_what_columns_say__then_copies_and_erasure_reach_their_tables() throws SQLException {
        var copied =
                declared.stream()
                        .filter(table -> table.file() != null)
                        .map(PersonalTable::name)
                        .collect(Collectors.toSet());
        var erased =
                declared.stream()
                        .flatMap(
                                table ->
                                        Stream.concat(
                                                Stream.of(table.name()), table.along().stream()))
                        .collect(Collectors.toSet());
        var missed = new ArrayList<String>();
        for (var column : columns()) {
            var said = column.read();
            if (said.kind() != null && said.copied() && !copied.contains(column.tab())) {
                missed.add(column + " is in no copy");
            }
            if (said.erasing() != Erasing.KEEP && !erased.contains(column.tab())) {
                missed.add(column + " is not erased");
            }
        }
        assertThat(missed).isEmpty();
    }

    private static List<String> silent(List<Column> columns) {
        return columns.stream()
                .filter(
                        column ->
                                !column.said().equals("pii: none") && column.read().kind() == null)
                .map(Column::toString)
                .toList();
    }

    private List<Column> columns() throws SQLException {
        try (var connection = database.access().migrator().connect()) {
            return columns(connection);
        }
    }

    private static List<Column> columns(Connection connection) throws SQLException {
        var found = new ArrayList<Column>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(WITH_TEXT)) {
            while (rows.next()) {
                found.add(
                        new Column(
                                rows.getString("tab"),
                                rows.getString("col"),
                                rows.getString("type"),
                                rows.getString("said")));
            }
        }
        return found;
    }
}
