package com.postmagiq.archive;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.ArchivedTable.Way;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables of an archive, each after those it points to. Names of tables and columns come from
 * modules and the database's own catalogue, never from a request or a file.
 */
@Repository
class Shapes {
    private static final String COLUMNS =
            """
            select attname, format_type(atttypid, atttypmod), attnotnull
              from pg_attribute
             where attrelid = cast(:table as regclass) and attnum > 0 and not attisdropped and attgenerated = ''
             order by attname collate "C"
            """;

    private static final String KEYS =
            """
            select a.attname, format_type(a.atttypid, null)
              from pg_index i, unnest(i.indkey) with ordinality k (attnum, place)
              join pg_attribute a on a.attnum = k.attnum
             where i.indrelid = cast(:table as regclass) and i.indisprimary and a.attrelid = i.indrelid
               and a.attname <> 'workspace_id'
             order by k.place
            """;

    private static final String REFERENCES =
            """
            select 'app.' || child.relname as child, 'app.' || parent.relname as parent,
                   array(select a.attname::text from pg_attribute a
                          where a.attrelid = k.conrelid and a.attnum = any(k.conkey)) as columns
              from pg_constraint k
              join pg_class child on child.oid = k.conrelid
              join pg_class parent on parent.oid = k.confrelid
             where k.contype = 'f' and k.conrelid <> k.confrelid
               and child.relnamespace = 'app'::regnamespace and parent.relnamespace = 'app'::regnamespace
            """;

    private record Reference(String child, String parent, List<String> columns) {}

    private final JdbcClient jdbc;
    private final List<ArchivedTable> tables;

    Shapes(JdbcClient jdbc, List<WorkspaceArchivePart> modules) {
        this.jdbc = jdbc;
        this.tables = modules.stream().flatMap(module -> module.tables().stream()).toList();
    }

    /** What was decided about every table. */
    List<ArchivedTable> decided() {
        return tables;
    }

    /** Tables that go out and come in, each after those it points to. */
    List<Shape> travelling() {
        return ordered(of(Way.TRAVELS));
    }

    /** Tables that only go out. */
    List<Shape> shown() {
        return of(Way.SHOWN).stream().map(this::shape).toList();
    }

    private List<ArchivedTable> of(Way way) {
        return tables.stream().filter(table -> table.way() == way).toList();
    }

    private List<Shape> ordered(List<ArchivedTable> unordered) {
        var waiting =
                new TreeMap<>(
                        unordered.stream()
                                .collect(
                                        Collectors.toMap(
                                                ArchivedTable::name, Function.identity())));
        var references = references();
        var ordered = new ArrayList<Shape>();
        while (!waiting.isEmpty()) {
            var next =
                    waiting.values().stream()
                            .filter(table -> parents(table, references, waiting).isEmpty())
                            .findFirst()
                            .orElseThrow(() -> circle(waiting.keySet()));
            waiting.remove(next.name());
            ordered.add(shape(next));
        }
        return ordered;
    }

    private static Set<String> parents(
            ArchivedTable table, List<Reference> references, Map<String, ArchivedTable> waiting) {
        return references.stream()
                .filter(reference -> reference.child().equals(table.name()))
                .filter(
                        reference ->
                                reference.columns().stream().noneMatch(table.later()::contains))
                .map(Reference::parent)
                .filter(waiting::containsKey)
                .collect(Collectors.toSet());
    }

    private static IllegalStateException circle(Collection<String> tables) {
        return new IllegalStateException(
                "These tables point to each other in a circle; name a column of it as one that comes later: "
                        + tables);
    }

    private List<Reference> references() {
        return jdbc.sql(REFERENCES)
                .query(
                        (row, _) ->
                                new Reference(
                                        row.getString("child"),
                                        row.getString("parent"),
                                        List.of((String[]) row.getArray("columns").getArray())))
                .list();
    }

    private Shape shape(ArchivedTable table) {
        var columns =
                jdbc.sql(COLUMNS)
                        .param("table", table.name())
                        .query(
                                (row, _) ->
                                        new Shape.Column(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getBoolean(3)))
                        .list();
        var keys =
                jdbc.sql(KEYS)
                        .param("table", table.name())
                        .query((row, _) -> new Shape.Key(row.getString(1), row.getString(2)))
                        .list();
        // A row of one for each workspace has no key of its own.
        return new Shape(
                table,
                columns.stream()
                        .filter(column -> !column.name().equals("workspace_id"))
                        .filter(column -> !table.leftOut().contains(column.name()))
                        .toList(),
                keys.isEmpty() ? List.of(new Shape.Key("workspace_id", "uuid")) : keys);
    }
}
