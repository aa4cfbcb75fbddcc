package com.postmagiq.archive;

import com.postmagiq.identity.Placeholders;
import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.ArchivedTable.Way;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.audit.Audited.Change;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.operations.Operation;
import com.postmagiq.operations.OperationHandler;
import com.postmagiq.operations.OperationWork;
import com.postmagiq.operations.Operations;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes what came in under somebody's name a member's: posts, comments, runs and all the rest, some
 * hundred rows at a time. It can be cut off anywhere and done again.
 */
@Component
class PlaceholderHandover implements OperationHandler {
    static final String KIND = "placeholder_handover";
    private static final int BATCH = 500;

    /**
     * Every column that may name a person, by a reference or without one. What points elsewhere can
     * not; where each person has one row a member may have one of their own, and what may not be
     * written over is left as it is.
     */
    private static final String COLUMNS =
            """
            select 'app.' || t.relname as table_name, quote_ident(a.attname) as column_name
              from pg_class t
              join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
             where t.relnamespace = 'app'::regnamespace and t.relkind in ('r', 'p') and not t.relispartition
               and a.atttypid = 'uuid'::regtype and a.attname <> 'workspace_id' and a.attgenerated = ''
               and has_column_privilege(t.oid, a.attnum, 'UPDATE')
               and not exists (select from pg_index i
                                where i.indrelid = t.oid and i.indisunique and a.attnum = any(i.indkey))
               and not exists (select from pg_constraint k
                                where k.conrelid = t.oid and k.contype = 'f' and a.attnum = any(k.conkey)
                                  and k.confrelid <> 'core.users'::regclass)
             order by 1, 2
            """;

    /** The fence keeps to the workspace; rows are locked first, so that none is passed over. */
    private static final String GIVE =
            """
            with batch as materialized (select ctid from {t} where {c} = :placeholder limit %d for update)
            update {t} set {c} = :member
             where ctid = any(array(select ctid from batch)) and {c} = :placeholder
            """
                    .formatted(BATCH);

    private record PersonColumn(String table, String name) {
        /** Names come from the database's own catalogue. */
        String in(String template) {
            return template.replace("{t}", table).replace("{c}", name);
        }
    }

    private record Gift(UUID placeholder, UUID member) {}

    private final Placeholders placeholders;
    private final Workspaces workspaces;
    private final Operations operations;
    private final Shapes shapes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    PlaceholderHandover(
            Placeholders placeholders,
            Workspaces workspaces,
            Operations operations,
            Shapes shapes,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.placeholders = placeholders;
        this.workspaces = workspaces;
        this.operations = operations;
        this.shapes = shapes;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Begins to give a named person to a member, once and for all.
     *
     * @throws ProblemException {@code import.nobody_named}, {@code import.being_given}, {@code
     *     import.cannot_write}
     */
    @Transactional
    public Operation start(UUID placeholder, UUID member, Actor giver) {
        if (!placeholders.lock(placeholder)) {
            throw new ProblemException(
                    ArchiveProblem.NOBODY_NAMED,
                    "Nobody in this workspace is only named by %s, or was given to a member already."
                            .formatted(placeholder));
        }
        if (operations.hasOpen(KIND)) {
            throw new ProblemException(
                    ArchiveProblem.BEING_GIVEN,
                    "Somebody's work is being given to a member already; wait for the end of that.");
        }
        requireWriter(member);
        return operations.start(KIND, new Gift(placeholder, member), giver.userId());
    }

    private void requireWriter(UUID member) {
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
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Scope scope() {
        return Scope.WORKSPACE_USERS;
    }

    @Override
    public Outcome run(OperationWork work) {
        var gift = work.params(Gift.class);
        requireWriter(gift.member());
        var columns = columns();
        for (var done = 0; done < columns.size(); done++) {
            while (giveBatch(work, columns.get(done), gift, done, columns.size()) > 0) {
                // The next batch.
            }
        }
        return new Outcome(Map.of("user_id", gift.member()), null, null);
    }

    /** Changes some rows, unless the work was cancelled or goes on elsewhere. */
    private int giveBatch(
            OperationWork work, PersonColumn column, Gift gift, int done, int columns) {
        return transaction.execute(
                _ -> {
                    work.progress(done, columns);
                    return jdbc.sql(column.in(GIVE))
                            .param("member", gift.member())
                            .param("placeholder", gift.placeholder())
                            .update();
                });
    }

    @Override
    public void succeeded(OperationWork work, Outcome outcome) {
        var gift = work.params(Gift.class);
        placeholders.given(gift.placeholder());
        events.publishEvent(
                new Audited(
                        "placeholder.given",
                        work.startedBy(),
                        "placeholder",
                        gift.placeholder(),
                        Map.of("user_id", new Change(null, gift.member())),
                        Audited.Outcome.SUCCESS));
    }

    private List<PersonColumn> columns() {
        var travelling =
                shapes.decided().stream()
                        .filter(table -> table.way() == Way.TRAVELS)
                        .map(ArchivedTable::name)
                        .collect(Collectors.toSet());
        return transaction.execute(
                _ ->
                        jdbc
                                .sql(COLUMNS)
                                .query(
                                        (row, _) ->
                                                new PersonColumn(
                                                        row.getString("table_name"),
                                                        row.getString("column_name")))
                                .list()
                                .stream()
                                .filter(column -> travelling.contains(column.table()))
                                .toList());
    }
}
