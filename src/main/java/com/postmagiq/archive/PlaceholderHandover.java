package com.postmagiq.archive;

import com.postmagiq.identity.Placeholders;
import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.ArchivedTable.Way;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.audit.Audited.Change;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes what came in under somebody's name a member's: posts, comments, runs and all the rest. */
@Service
class PlaceholderHandover {
    /**
     * Every column that names a person, but for those by which each person has one row: there a
     * member may have one of their own. What may not be written over is left out too.
     */
    private static final String COLUMNS =
            """
            select 'app.' || t.relname as table_name, quote_ident(a.attname) as column_name
              from pg_constraint k
              join pg_class t on t.oid = k.conrelid
              join pg_attribute a on a.attrelid = t.oid and a.attnum = k.conkey[1]
             where k.contype = 'f' and k.confrelid = 'core.users'::regclass and cardinality(k.conkey) = 1
               and t.relnamespace = 'app'::regnamespace
               and has_column_privilege(t.oid, a.attnum, 'UPDATE')
               and not exists (select from pg_index i
                                where i.indrelid = t.oid and i.indisunique and a.attnum = any(i.indkey))
             order by 1, 2
            """;

    private record PersonColumn(String table, String name) {}

    private final Placeholders placeholders;
    private final Workspaces workspaces;
    private final Shapes shapes;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    PlaceholderHandover(
            Placeholders placeholders,
            Workspaces workspaces,
            Shapes shapes,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.placeholders = placeholders;
        this.workspaces = workspaces;
        this.shapes = shapes;
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Gives a named person to a member, once and for all.
     *
     * @throws ProblemException {@code import.nobody_named}, {@code import.cannot_write}
     */
    @Transactional
    public void give(UUID placeholder, UUID member, Actor giver) {
        if (!placeholders.give(placeholder)) {
            throw new ProblemException(
                    ArchiveProblem.NOBODY_NAMED,
                    "Nobody in this workspace is only named by %s, or was given to a member already."
                            .formatted(placeholder));
        }
        var mayWrite =
                workspaces
                        .actorOf(member, CurrentWorkspace.id())
                        .filter(person -> person.may(Scope.CONTENT_WRITE))
                        .isPresent();
        if (!mayWrite) {
            throw new ProblemException(
                    ArchiveProblem.CANNOT_WRITE,
                    "%s is no member who may write here; choose one who may.".formatted(member));
        }
        for (var column : columns()) {
            // Names come from the database's own catalogue; the fence keeps to this workspace.
            jdbc.sql(
                            "update %s set %s = :member where %s = :placeholder"
                                    .formatted(column.table(), column.name(), column.name()))
                    .param("member", member)
                    .param("placeholder", placeholder)
                    .update();
        }
        events.publishEvent(
                new Audited(
                        "placeholder.given",
                        giver.userId(),
                        "placeholder",
                        placeholder,
                        Map.of("user_id", new Change(null, member)),
                        Audited.Outcome.SUCCESS));
    }

    private List<PersonColumn> columns() {
        var travelling =
                shapes.decided().stream()
                        .filter(table -> table.way() == Way.TRAVELS)
                        .map(ArchivedTable::name)
                        .collect(Collectors.toSet());
        return jdbc
                .sql(COLUMNS)
                .query(
                        (row, _) ->
                                new PersonColumn(
                                        row.getString("table_name"), row.getString("column_name")))
                .list()
                .stream()
                .filter(column -> travelling.contains(column.table()))
                .toList();
    }
}
