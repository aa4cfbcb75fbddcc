package com.postmagiq.operations;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of both tables. An attempt that is not the newest one changes nothing. */
@Repository
class OperationRows {
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final int LONGEST_DETAIL = 500;

    private static final String COLUMNS =
            """
            id, kind, status, total, done, result, error_code, error_detail, file_asset_id, created_by_id, created_at,
            started_at, finished_at, expires_at
            """;

    private static final String INSERT =
            """
            insert into {t} ({c}id, kind, status, params, result, created_by_id, created_at)
            values ({v}:id, :kind, :status, cast(:params as jsonb), cast(:result as jsonb), :by, :now)
            on conflict do nothing
            """;

    private static final String BEGIN =
            """
            update {t} set status = 'running', attempts = attempts + 1, started_at = coalesce(started_at, :now)
             where id = :id and status in ('queued', 'running')
            returning id, kind, attempts, params, result, done, created_by_id
            """;

    private static final String PROGRESS =
            """
            update {t} set done = :done, total = :total, result = coalesce(cast(:result as jsonb), result)
             where id = :id and status = 'running' and attempts = :attempt
            """;

    private static final String SUCCEED =
            """
            update {t} set status = 'succeeded', done = coalesce(total, done), result = cast(:result as jsonb),
                           params = '{}', file_asset_id = :file, expires_at = :expires, finished_at = :now
             where id = :id and status = 'running' and attempts = :attempt
            """;

    private static final String FAIL =
            """
            update {t} set status = 'failed', error_code = :code, error_detail = :detail, params = '{}', finished_at = :now
             where id = :id and status = 'running' and attempts = :attempt
            """;

    private static final String CANCEL =
            """
            update {t} set status = 'cancelled', params = '{}', finished_at = :now
             where id = :id and created_by_id = :by and status in ('queued', 'running', 'needs_review')
            """;

    private static final String RECONSIDER =
            """
            update {t} set params = cast(:params as jsonb), result = cast(:result as jsonb)
             where id = :id and created_by_id = :by and status = 'needs_review'
            """;

    private static final String COMMIT =
            """
            update {t} set status = 'queued', params = coalesce(cast(:params as jsonb), params)
             where id = :id and created_by_id = :by and status = 'needs_review'
            """;

    private static final String WITHDRAW =
            """
            update {t} set status = 'cancelled', params = '{}', finished_at = :now
             where created_by_id = :by and kind = :kind and status = 'needs_review'
            """;

    /**
     * An attempt that has begun, numbered from 1.
     *
     * @param done what earlier attempts have come to
     * @param result what they noted; null before the first note
     */
    record Begun(
            UUID id,
            String kind,
            int attempt,
            String params,
            int done,
            @Nullable String result,
            UUID createdById) {}

    /**
     * An operation that has not been stored.
     *
     * @param status queued or needs_review
     */
    record Wish(
            UUID id, String kind, String status, Object params, @Nullable Object result, UUID by) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    OperationRows(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** False when the person has an open one of this kind and may have one at a time. */
    boolean insert(Ledger ledger, Wish wish) {
        return jdbc.sql(ledger.sql(INSERT))
                        .param("workspace", CurrentWorkspace.idOrNull())
                        .param("id", wish.id())
                        .param("kind", wish.kind())
                        .param("status", wish.status())
                        .param("params", json.writeValueAsString(wish.params()))
                        .param("result", text(wish.result()))
                        .param("by", wish.by())
                        .param("now", now())
                        .update()
                == 1;
    }

    @Transactional
    public Optional<Begun> begin(Ledger ledger, UUID id) {
        return jdbc.sql(ledger.sql(BEGIN))
                .param("id", id)
                .param("now", now())
                .query(
                        (row, _) ->
                                new Begun(
                                        id,
                                        row.getString("kind"),
                                        row.getInt("attempts"),
                                        row.getString("params"),
                                        row.getInt("done"),
                                        row.getString("result"),
                                        row.getObject("created_by_id", UUID.class)))
                .optional();
    }

    /**
     * @param result what has come of it so far; null leaves what was noted
     */
    @Transactional
    public boolean progress(
            Ledger ledger, Begun begun, int done, int total, @Nullable Object result) {
        return jdbc.sql(ledger.sql(PROGRESS))
                        .param("done", done)
                        .param("total", total)
                        .param("result", text(result))
                        .param("id", begun.id())
                        .param("attempt", begun.attempt())
                        .update()
                == 1;
    }

    boolean succeed(Ledger ledger, Begun begun, OperationHandler.Outcome outcome) {
        return jdbc.sql(ledger.sql(SUCCEED))
                        .param("result", json.writeValueAsString(outcome.result()))
                        .param("file", outcome.fileAssetId())
                        .param("expires", at(outcome.expiresAt()))
                        .param("now", now())
                        .param("id", begun.id())
                        .param("attempt", begun.attempt())
                        .update()
                == 1;
    }

    @Transactional
    public void fail(Ledger ledger, Begun begun, String code, String detail) {
        jdbc.sql(ledger.sql(FAIL))
                .param("code", code)
                .param("detail", detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)))
                .param("now", now())
                .param("id", begun.id())
                .param("attempt", begun.attempt())
                .update();
    }

    @Transactional
    public boolean cancel(Ledger ledger, UUID id, UUID by) {
        return jdbc.sql(ledger.sql(CANCEL))
                        .param("now", now())
                        .param("id", id)
                        .param("by", by)
                        .update()
                == 1;
    }

    /** Changes what work that waits was asked for with; whether it waited. */
    boolean reconsider(Ledger ledger, UUID id, UUID by, Object params, Object result) {
        return jdbc.sql(ledger.sql(RECONSIDER))
                        .param("params", json.writeValueAsString(params))
                        .param("result", json.writeValueAsString(result))
                        .param("id", id)
                        .param("by", by)
                        .update()
                == 1;
    }

    /**
     * Lets work begin that its starter has looked at; whether it waited for that.
     *
     * @param params what is asked for now; null leaves it
     */
    boolean commit(Ledger ledger, UUID id, UUID by, @Nullable Object params) {
        return jdbc.sql(ledger.sql(COMMIT))
                        .param("params", text(params))
                        .param("id", id)
                        .param("by", by)
                        .update()
                == 1;
    }

    /** Ends what waits for somebody to look at it. */
    void withdraw(Ledger ledger, String kind, UUID by) {
        jdbc.sql(ledger.sql(WITHDRAW))
                .param("now", now())
                .param("by", by)
                .param("kind", kind)
                .update();
    }

    /**
     * Whether there is work of a kind that has not ended.
     *
     * @param by whoever asked for it; null for anybody
     */
    boolean hasOpen(Ledger ledger, String kind, @Nullable UUID by) {
        return jdbc.sql(
                        ledger.sql(
                                """
                                select exists (select from {t}
                                                where (cast(:by as uuid) is null or created_by_id = :by)
                                                  and kind = :kind and finished_at is null)
                                """))
                .param("by", by)
                .param("kind", kind)
                .query(Boolean.class)
                .single();
    }

    /** What an operation was asked for with, while it has not ended. */
    @Transactional(readOnly = true)
    public <T> Optional<T> params(Ledger ledger, UUID id, UUID by, Class<T> type) {
        return jdbc.sql(
                        ledger.sql(
                                """
                                select params from {t}
                                 where id = :id and created_by_id = :by and finished_at is null
                                """))
                .param("id", id)
                .param("by", by)
                .query(String.class)
                .optional()
                .map(params -> json.readValue(params, type));
    }

    @Transactional(readOnly = true)
    public Optional<Operation> find(Ledger ledger, UUID id, UUID by) {
        return jdbc.sql(
                        ledger.sql(
                                "select "
                                        + COLUMNS
                                        + " from {t} where id = :id and created_by_id = :by"))
                .param("id", id)
                .param("by", by)
                .query((row, _) -> operation(row))
                .optional();
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Operation> page(
            Ledger ledger, UUID by, @Nullable String kind, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                ledger.sql(
                                        "select "
                                                + COLUMNS
                                                + """
                                                  from {t}
                                                 where created_by_id = :by
                                                   and (cast(:kind as text) is null or kind = :kind)
                                                   and (cast(:before as uuid) is null or id < :before)
                                                 order by id desc limit :limit
                                                """))
                        .param("by", by)
                        .param("kind", kind)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> operation(row))
                        .list();
        return Page.of(rows, limit, Operation::id);
    }

    /** How many of a kind somebody has asked for since. */
    int countSince(Ledger ledger, UUID by, String kind, Instant since) {
        return jdbc.sql(
                        ledger.sql(
                                """
                                select count(*) from {t}
                                 where created_by_id = :by and kind = :kind and created_at > :since
                                """))
                .param("by", by)
                .param("kind", kind)
                .param("since", at(since))
                .query(Integer.class)
                .single();
    }

    /** Forgets what ended before a time, and what nobody has looked at since. */
    @Transactional
    public int deleteEnded(Ledger ledger, Instant before, int batch) {
        return jdbc.sql(
                        ledger.sql(
                                """
                                delete from {t}
                                 where id in (select id from {t}
                                               where finished_at <= :before
                                                  or status = 'needs_review' and created_at <= :before
                                               limit :batch)
                                """))
                .param("before", at(before))
                .param("batch", batch)
                .update();
    }

    private Operation operation(ResultSet row) throws SQLException {
        var total = row.getObject("total", Integer.class);
        var done = row.getInt("done");
        var status = row.getString("status");
        var result = row.getString("result");
        return new Operation(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                status,
                progress(status, done, total),
                total,
                done,
                result == null ? null : json.readValue(result, FIELDS),
                row.getString("error_code"),
                row.getString("error_detail"),
                row.getObject("file_asset_id", UUID.class),
                row.getObject("created_by_id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                instant(row, "expires_at"));
    }

    private static int progress(String status, int done, @Nullable Integer total) {
        if (status.equals("succeeded")) {
            return 100;
        }
        return total == null || total == 0 ? 0 : (int) Math.min(99, 100L * done / total);
    }

    private @Nullable String text(@Nullable Object result) {
        return result == null ? null : json.writeValueAsString(result);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
