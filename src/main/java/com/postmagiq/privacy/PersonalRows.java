package com.postmagiq.privacy;

import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.Subject;
import com.postmagiq.privacy.PersonalColumn.Erasing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Copies and erases the rows of any table as the comments of its columns say. Names of tables and
 * columns come from modules and the catalogue, never from a request.
 */
@Repository
class PersonalRows {
    private static final int FETCHED_AT_ONCE = 500;

    private static final String COLUMNS =
            """
            select a.attname as name, format_type(a.atttypid, null) as type,
                   coalesce(col_description(a.attrelid, a.attnum), '') as comment
              from pg_attribute a
             where a.attrelid = cast(:table as regclass) and a.attnum > 0 and not a.attisdropped
               and has_column_privilege(a.attrelid, a.attnum, 'select')
             order by a.attnum
            """;

    private final JdbcClient jdbc;
    private final Map<String, List<PersonalColumn>> known = new ConcurrentHashMap<>();

    PersonalRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes rows as JSON, one a line; needs a transaction, so that they are read as they go.
     *
     * @return how many
     */
    int copy(PersonalTable table, Subject subject, Writer target) {
        var columns =
                columns(table).stream()
                        .filter(PersonalColumn::copied)
                        .map(PersonalColumn::name)
                        .collect(Collectors.joining(", "));
        var rows = new int[1];
        jdbc.sql(
                        "select row_to_json(r) from (select %s from %s where %s) r"
                                .formatted(columns, table.name(), table.where()))
                .param("person", subject.id())
                .param("email", subject.email())
                .withFetchSize(FETCHED_AT_ONCE)
                .query(
                        row -> {
                            write(target, row.getString(1));
                            rows[0]++;
                        });
        return rows[0];
    }

    private static void write(Writer target, String line) {
        try {
            target.write(line);
            target.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Erases rows, or what they hold.
     *
     * @return how many rows were concerned
     */
    int erase(PersonalTable table, Subject subject) {
        var columns = columns(table);
        if (columns.stream().anyMatch(column -> column.erasing() == Erasing.DELETE)) {
            return run("delete from %s where %s".formatted(table.name(), table.where()), subject);
        }
        var changes =
                columns.stream().flatMap(PersonalRows::change).collect(Collectors.joining(", "));
        return changes.isEmpty()
                ? 0
                : run(
                        "update %s set %s where %s".formatted(table.name(), changes, table.where()),
                        subject);
    }

    private static Stream<String> change(PersonalColumn column) {
        return switch (column.erasing()) {
            case NULL -> Stream.of(column.name() + " = null");
            case REPLACE -> Stream.of(column.name() + " = " + column.replacement());
            case DELETE, KEEP -> Stream.empty();
        };
    }

    private int run(String sql, Subject subject) {
        return jdbc.sql(sql).param("person", subject.id()).param("email", subject.email()).update();
    }

    private List<PersonalColumn> columns(PersonalTable table) {
        return known.computeIfAbsent(
                table.name(),
                name ->
                        jdbc.sql(COLUMNS)
                                .param("table", name)
                                .query(
                                        (row, _) ->
                                                PersonalColumn.of(
                                                        row.getString("name"),
                                                        row.getString("type"),
                                                        row.getString("comment")))
                                .list());
    }
}
