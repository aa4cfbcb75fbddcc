package com.postmagiq.content.strategy;

import static java.util.stream.Collectors.joining;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes what was given of a row and leaves everything else to the table's defaults, or as it is. A
 * change that changes nothing keeps the revision. Each write leaves an entry in the audit log, with
 * the names of the fields and without their texts. Joins the caller's transaction.
 */
@Component
public class GivenRows {
    /**
     * A kind of row with an id and a revision.
     *
     * @param name in the audit log, such as {@code chapter}
     * @param table of schema app
     * @param words as sentences name one, such as "chapter"
     */
    public record Kind(String name, String table, String words) {
        ProblemException missing(UUID id) {
            return new ProblemException(
                    GeneralProblem.NOT_FOUND,
                    "There is no %s %s in this workspace.".formatted(words, id));
        }
    }

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    GivenRows(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Now, as the driver takes it. */
    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** Adds a row; its id. */
    UUID insert(Kind kind, Actor actor, GivenColumns given) {
        return insert(kind, actor.userId(), given);
    }

    /** The same, for work that nobody waits for. */
    UUID insert(Kind kind, UUID by, GivenColumns given) {
        var id = Ids.next();
        var columns = new ArrayList<>(given.values().keySet());
        jdbc.sql(
                        """
                        insert into app.%s (workspace_id, id, created_by_id, created_at, updated_at, %s)
                        values (:workspace, :id, :by, :now, :now, %s)
                        """
                                .formatted(
                                        kind.table(),
                                        String.join(", ", columns),
                                        columns.stream()
                                                .map(column -> ":" + column)
                                                .collect(joining(", "))))
                .params(given.values())
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("by", by)
                .param("now", now())
                .update();
        audit(kind, "created", by, id, columns);
        return id;
    }

    /**
     * Adds a row that a statement of the caller makes; its id.
     *
     * @param statement lacks the parameters {@code id}, {@code by} and {@code now}
     */
    UUID copy(Kind kind, Actor actor, JdbcClient.StatementSpec statement) {
        var id = Ids.next();
        statement.param("id", id).param("by", actor.userId()).param("now", now()).update();
        audit(kind, "created", actor, id, List.of());
        return id;
    }

    /**
     * Changes a row, which stays locked until the transaction ends.
     *
     * @param revision the change was made from; null when the sender did not say
     * @param current shows the row as readers see it
     * @throws ProblemException {@code not_found}, {@code stale_revision}
     */
    void change(
            Kind kind,
            Actor actor,
            UUID id,
            @Nullable Integer revision,
            GivenColumns given,
            Function<UUID, ?> current) {
        IfMatch.require("this " + kind.words(), revision, lock(kind, id), () -> current.apply(id));
        var different = write(kind, id, given);
        if (different.isEmpty()) {
            return;
        }
        audit(kind, "changed", actor, id, different);
    }

    /** Changes a locked row; the columns whose value became another one. */
    public List<String> write(Kind kind, UUID id, GivenColumns given) {
        var different = different(kind, id, given);
        if (!different.isEmpty()) {
            jdbc.sql(
                            "update app.%s set %s, revision = revision + 1, updated_at = :now where id = :id"
                                    .formatted(
                                            kind.table(),
                                            different.stream()
                                                    .map(column -> column + " = :" + column)
                                                    .collect(joining(", "))))
                    .params(given.values())
                    .param("now", now())
                    .param("id", id)
                    .update();
        }
        return different;
    }

    /**
     * Others who change the row wait until this transaction ends; its revision.
     *
     * @throws ProblemException {@code not_found}
     */
    int lock(Kind kind, UUID id) {
        return jdbc.sql(
                        "select revision from app.%s where id = :id for update"
                                .formatted(kind.table()))
                .param("id", id)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> kind.missing(id));
    }

    /** Removes a row. */
    void delete(Kind kind, Actor actor, UUID id) {
        jdbc.sql("delete from app.%s where id = :id".formatted(kind.table()))
                .param("id", id)
                .update();
        audit(kind, "deleted", actor, id, List.of());
    }

    /** The columns whose stored value is another one. */
    private List<String> different(Kind kind, UUID id, GivenColumns given) {
        var columns = given.values().keySet();
        if (columns.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        "select %s from app.%s where id = :id"
                                .formatted(
                                        columns.stream()
                                                .map(
                                                        column ->
                                                                "%1$s is distinct from :%1$s as %1$s"
                                                                        .formatted(column))
                                                .collect(joining(", ")),
                                        kind.table()))
                .params(given.values())
                .param("id", id)
                .query(
                        (row, _) -> {
                            var found = new ArrayList<String>();
                            for (var column : columns) {
                                if (row.getBoolean(column)) {
                                    found.add(column);
                                }
                            }
                            return List.copyOf(found);
                        })
                .single();
    }

    /** Tells the audit log what was done to a row. */
    void audit(Kind kind, String what, Actor actor, UUID id, List<String> fields) {
        audit(kind, what, actor.userId(), id, fields);
    }

    private void audit(Kind kind, String what, UUID by, UUID id, List<String> fields) {
        var changes =
                fields.stream()
                        .collect(
                                Collectors.toMap(
                                        field -> field,
                                        _ -> new Audited.Change(null, Map.of("changed", true))));
        events.publishEvent(
                new Audited(
                        "strategy.%s_%s".formatted(kind.name(), what),
                        by,
                        kind.name(),
                        id,
                        changes,
                        Audited.Outcome.SUCCESS));
    }
}
