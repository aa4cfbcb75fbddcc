package com.postmagiq.archive;

import com.postmagiq.kernel.archive.ArchivedTable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table as the database describes it.
 *
 * @param columns those that go, by name; the workspace itself is none of them
 * @param key the primary key without the workspace: the order of rows
 */
record Shape(ArchivedTable table, List<Column> columns, List<Key> key) {
    /** The table of workspaces, whose one row is there before the others come in. */
    private static final String ROOT = "app.workspaces";

    /** Stored files, which have bytes besides their rows. */
    private static final String FILES = "app.assets";

    /**
     * @param type as in a definition
     * @param required whether it is never null
     */
    record Column(String name, String type, boolean required) {
        boolean isId() {
            return type.equals("uuid");
        }

        boolean isIds() {
            return type.equals("uuid[]");
        }

        boolean isJson() {
            return type.equals("jsonb");
        }

        String quoted() {
            return '"' + name + '"';
        }

        /** Its value in a form that JSON keeps exactly, whatever the session's settings are. */
        private String expression() {
            if (type.startsWith("timestamp") && type.endsWith("with time zone")) {
                return "to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                        .formatted(quoted());
            }
            if (type.equals("bytea")) {
                return "'\\x' || encode(%s, 'hex')".formatted(quoted());
            }
            if (type.matches("(bigint|numeric.*)\\[]")) {
                return quoted() + "::text[]";
            }
            return type.equals("bigint") || type.startsWith("numeric")
                    ? quoted() + "::text"
                    : quoted();
        }
    }

    record Key(String name, String type) {
        private String order() {
            var quoted = '"' + name + '"';
            return type.equals("text") ? quoted + " collate \"C\"" : quoted;
        }
    }

    Shape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    String name() {
        return table.name();
    }

    String part() {
        return table.part();
    }

    String file() {
        return part() + ".jsonl";
    }

    boolean isRoot() {
        return name().equals(ROOT);
    }

    boolean holdsFiles() {
        return name().equals(FILES);
    }

    /** Whether rows of other tables can point to its rows. */
    boolean hasIds() {
        return !isRoot() && key.size() == 1 && key.getFirst().name().equals("id");
    }

    Set<String> columnNames() {
        return columns.stream().map(Column::name).collect(Collectors.toSet());
    }

    private String where() {
        return table.where() == null ? "true" : table.where();
    }

    /** Its ids with their places among its rows. */
    String ids(int part) {
        return "select id, %d as part, row_number() over (order by id) as place from %s where %s"
                .formatted(part, name(), where());
    }

    /** Its rows as JSON, in order. */
    String rows() {
        var values =
                columns.stream()
                        .map(
                                column ->
                                        table.instead()
                                                        .getOrDefault(
                                                                column.name(), column.expression())
                                                + " as "
                                                + column.quoted())
                        .collect(Collectors.joining(", "));
        var order = key.stream().map(Key::order).collect(Collectors.joining(", "));
        // Outside of the select list, names in the order mean the columns themselves.
        return "select cast(to_jsonb(r) as text) from (select %s from (select * from %s where %s order by %s) t) r"
                .formatted(values, name(), where(), order);
    }

    String count() {
        return "select count(*) from " + name();
    }
}
