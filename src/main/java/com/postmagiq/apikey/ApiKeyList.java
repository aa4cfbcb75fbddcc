package com.postmagiq.apikey;

import com.postmagiq.kernel.audit.ProgramNames;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys of the bound workspace, newest first. Ids are time-ordered, so the id is the cursor. */
@Repository
class ApiKeyList implements ProgramNames {
    private static final String SELECT =
            """
            select k.id, k.name, k.description, k.prefix, k.last_four, k.scopes, k.rate_limit_per_minute,
                   k.created_by_id, k.creator_removed, k.created_at, k.expires_at, k.last_used_at,
                   host(k.last_used_ip) as last_used_ip, k.total_requests, k.revoked_at, k.revoke_reason,
                   k.rotated_from_id,
                   coalesce(u.full_name, 'Deleted user') as created_by_name,
                   exists (select from app.api_keys n where n.rotated_from_id = k.id) as replaced,
                   case when k.revoked_at is not null then 'revoked'
                        when k.expires_at <= :now then 'expired'
                        when k.disabled_at is not null then 'disabled'
                        else 'active' end as status
              from app.api_keys k
              left join core.users u on u.id = k.created_by_id
            """;

    private static final String PAGE =
            SELECT
                    + """
                       where (:revoked or k.revoked_at is null)
                         and (cast(:before as uuid) is null or k.id < cast(:before as uuid))
                       order by k.id desc
                       limit :limit
                      """;

    private final JdbcClient jdbc;
    private final Clock clock;

    ApiKeyList(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param revoked whether keys that were taken back are listed too
     */
    @Transactional(readOnly = true)
    public Page<ApiKeyView> page(boolean revoked, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(PAGE)
                        .param("now", now())
                        .param("revoked", revoked)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> view(row))
                        .list();
        return Page.of(rows, limit, ApiKeyView::id);
    }

    /**
     * @throws ProblemException {@code api_key.not_found}
     */
    @Transactional(readOnly = true)
    public ApiKeyView get(UUID id) {
        return jdbc.sql(SELECT + " where k.id = :id")
                .param("now", now())
                .param("id", id)
                .query((row, _) -> view(row))
                .optional()
                .orElseThrow(() -> notFound(id));
    }

    @Override
    public Map<UUID, String> of(Set<UUID> ids) {
        var names = new HashMap<UUID, String>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, name from app.api_keys where id in (:ids)")
                    .param("ids", ids)
                    .query(
                            row -> {
                                names.put(row.getObject("id", UUID.class), row.getString("name"));
                            });
        }
        return names;
    }

    static ProblemException notFound(UUID id) {
        return new ProblemException(
                ApiKeyProblem.NOT_FOUND, "This workspace has no API key %s.".formatted(id));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ApiKeyView view(ResultSet row) throws SQLException {
        return new ApiKeyView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                row.getString("prefix"),
                row.getString("last_four"),
                List.of((String[]) row.getArray("scopes").getArray()),
                row.getString("status"),
                row.getObject("rate_limit_per_minute", Integer.class),
                row.getObject("created_by_id", UUID.class),
                row.getString("created_by_name"),
                row.getBoolean("creator_removed"),
                Objects.requireNonNull(at(row, "created_at")),
                Objects.requireNonNull(at(row, "expires_at")),
                at(row, "last_used_at"),
                row.getString("last_used_ip"),
                row.getLong("total_requests"),
                at(row, "revoked_at"),
                row.getString("revoke_reason"),
                row.getObject("rotated_from_id", UUID.class),
                row.getBoolean("replaced"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
