package com.postmagiq.audit;

import com.postmagiq.identity.Names;
import com.postmagiq.kernel.audit.ProgramNames;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads entries, newest first; people's names are joined here and stand in no entry. */
@Repository
public class AuditEntries {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final String GONE = "Deleted user";

    /** A key outside of its workspace's own log, where its name is not known. */
    private static final String KEY = "API key";

    private static final String COLUMNS =
            """
            workspace_id, id, occurred_at, actor_type, actor_id, impersonator_id, action, via, resource_type,
            resource_id, changes, outcome, request_id
            """;

    private static final String OF_WORKSPACE =
            """
            select e.*, host(o.ip_address) as ip_address, o.user_agent
              from (select %s from app.audit_logs where true {conditions}
                     order by occurred_at desc, id desc limit :limit) e
              left join app.audit_origins o on o.audit_id = e.id
             order by e.occurred_at desc, e.id desc
            """
                    .formatted(COLUMNS);

    private static final String OF_ALL =
            """
            select e.*, host(coalesce(a.ip_address, c.ip_address)) as ip_address,
                   coalesce(a.user_agent, c.user_agent) as user_agent
              from (select * from (select %s from app.audit_logs union all select %s from core.audit_logs) u
                     where true {conditions}
                     order by occurred_at desc, id desc limit :limit) e
              left join app.audit_origins a on a.workspace_id = e.workspace_id and a.audit_id = e.id
              left join core.audit_origins c on c.audit_id = e.id
             order by e.occurred_at desc, e.id desc
            """
                    .formatted(COLUMNS, COLUMNS);

    /** As far back as people see; rows are kept longer, so that the chain of seals stays whole. */
    private static final String SHOWN =
            """
             and (occurred_at >= :shownSince
                  or occurred_at >= :longSince and action = any (cast(:shownLong as text[])))
            """;

    private final JdbcClient jdbc;
    private final SystemDb system;
    private final Names people;
    private final ProgramNames keys;
    private final JsonMapper json;
    private final AuditSettings settings;
    private final Clock clock;

    AuditEntries(
            JdbcClient jdbc,
            SystemDb system,
            Names names,
            ProgramNames keys,
            JsonMapper json,
            AuditSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.system = system;
        this.people = names;
        this.keys = keys;
        this.json = json;
        this.settings = settings;
        this.clock = clock;
    }

    private record Row(
            UUID id,
            @Nullable UUID workspaceId,
            Instant occurredAt,
            String actorType,
            @Nullable UUID actorId,
            @Nullable UUID impersonatorId,
            String action,
            String via,
            @Nullable String resourceType,
            @Nullable UUID resourceId,
            @Nullable String changes,
            String outcome,
            @Nullable UUID requestId,
            @Nullable String ipAddress,
            @Nullable String userAgent) {}

    /** Where a page ends: rows of one instant are told apart by their ids. */
    private record Position(Instant at, UUID id) {
        static @Nullable Position of(@Nullable String cursor) {
            var key = Cursor.decode(cursor);
            if (key == null) {
                return null;
            }
            try {
                var parts = key.split("/", 2);
                return new Position(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            } catch (DateTimeParseException
                    | IllegalArgumentException
                    | ArrayIndexOutOfBoundsException _) {
                throw new ProblemException(
                        GeneralProblem.INVALID_CURSOR,
                        "The cursor is not one this list gave out; start again without it.");
            }
        }

        static String key(AuditEntry entry) {
            return entry.occurredAt() + "/" + entry.id();
        }
    }

    /** Entries of the bound workspace. */
    @Transactional(readOnly = true)
    public Page<AuditEntry> page(EntryFilter filter, @Nullable String cursor, int limit) {
        return page(jdbc, OF_WORKSPACE, shown(filter.conditions()), cursor, limit);
    }

    /** Entries of all workspaces and of none, for operators. */
    public Page<AuditEntry> pageOfAll(EntryFilter filter, @Nullable String cursor, int limit) {
        return system.call(
                SystemDb.Reason.OPERATOR,
                db -> page(db, OF_ALL, filter.conditions(), cursor, limit));
    }

    /** One entry of the bound workspace. */
    @Transactional(readOnly = true)
    public Optional<AuditEntry> find(UUID id) {
        var wanted = shown(new EntryFilter.Conditions(" and id = :id", Map.of("id", id)));
        return shown(
                        jdbc.sql(OF_WORKSPACE.replace("{conditions}", wanted.sql()))
                                .params(wanted.values())
                                .param("limit", 1)
                                .query(AuditEntries::row)
                                .list())
                .stream()
                .findFirst();
    }

    private EntryFilter.Conditions shown(EntryFilter.Conditions wanted) {
        var now = clock.instant();
        var values = new HashMap<>(wanted.values());
        values.put("shownSince", EntryFilter.at(now.minus(settings.shown())));
        values.put("longSince", EntryFilter.at(now.minus(settings.shownAtLeast())));
        values.put("shownLong", ActionCatalogue.shownLonger().toArray(String[]::new));
        return new EntryFilter.Conditions(wanted.sql() + SHOWN, values);
    }

    private Page<AuditEntry> page(
            JdbcClient db,
            String sql,
            EntryFilter.Conditions conditions,
            @Nullable String cursor,
            int limit) {
        var after = Position.of(cursor);
        var statement =
                db.sql(
                                sql.replace(
                                        "{conditions}",
                                        conditions.sql()
                                                + (after == null
                                                        ? ""
                                                        : " and (occurred_at, id) < (:atCursor, :idCursor)")))
                        .params(conditions.values())
                        .param("limit", limit + 1);
        if (after != null) {
            statement =
                    statement
                            .param("atCursor", EntryFilter.at(after.at()))
                            .param("idCursor", after.id());
        }
        var rows = statement.query(AuditEntries::row).list();
        return Page.of(shown(rows), limit, Position::key);
    }

    private List<AuditEntry> shown(List<Row> rows) {
        var ids =
                rows.stream()
                        .flatMap(row -> Stream.of(row.actorId(), row.impersonatorId()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        var names = new HashMap<>(people.of(ids));
        if (CurrentWorkspace.idOrNull() != null) {
            names.putAll(keys.of(ids));
        }
        return rows.stream().map(row -> shown(row, names)).toList();
    }

    private AuditEntry shown(Row row, Map<UUID, String> names) {
        return new AuditEntry(
                row.id(),
                row.workspaceId(),
                row.occurredAt(),
                actor(row.actorType(), row.actorId(), names),
                row.impersonatorId() == null
                        ? null
                        : actor("operator", row.impersonatorId(), names),
                row.action(),
                ActionCatalogue.label(row.action()),
                row.via(),
                row.resourceType(),
                row.resourceId(),
                row.changes() == null ? null : json.readValue(row.changes(), FIELDS),
                row.outcome(),
                row.requestId(),
                row.ipAddress(),
                row.userAgent());
    }

    private static AuditEntry.AuditActor actor(
            String type, @Nullable UUID id, Map<UUID, String> names) {
        var name =
                id != null
                        ? names.getOrDefault(id, type.equals("api_key") ? KEY : GONE)
                        : type.equals("system") ? "Postmagiq" : "Somebody not signed in";
        return new AuditEntry.AuditActor(type, id, name);
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("workspace_id", UUID.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getString("actor_type"),
                row.getObject("actor_id", UUID.class),
                row.getObject("impersonator_id", UUID.class),
                row.getString("action"),
                row.getString("via"),
                row.getString("resource_type"),
                row.getObject("resource_id", UUID.class),
                row.getString("changes"),
                row.getString("outcome"),
                row.getObject("request_id", UUID.class),
                row.getString("ip_address"),
                row.getString("user_agent"));
    }
}
