package com.postmagiq.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of impersonations. Callers hold the transaction. */
@Repository
class ImpersonationRows {
    private static final String GONE = "Deleted user";
    private static final int BATCH = 500;

    /** Who or what ended one. */
    enum EndedBy {
        OPERATOR,
        EXPIRY,
        TARGET,
        SYSTEM;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record Row(
            UUID id,
            UUID operatorId,
            UUID targetUserId,
            String reason,
            @Nullable String ticketRef,
            @Nullable UUID sessionId,
            Instant startedAt,
            Instant expiresAt,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            int requestCount) {

        Impersonations.Impersonation shown(Map<UUID, String> names) {
            return new Impersonations.Impersonation(
                    id,
                    operatorId,
                    names.getOrDefault(operatorId, GONE),
                    targetUserId,
                    names.getOrDefault(targetUserId, GONE),
                    reason,
                    ticketRef,
                    startedAt,
                    expiresAt,
                    endedAt,
                    endedBy,
                    requestCount);
        }
    }

    private final JdbcClient jdbc;

    ImpersonationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the operator has one that runs. */
    boolean insert(Row row) {
        return jdbc.sql(
                                """
                                insert into core.impersonations (id, operator_id, target_user_id, reason, ticket_ref,
                                    session_id, started_at, expires_at)
                                values (:id, :operator, :target, :reason, :ticket, :session, :started, :expires)
                                on conflict (operator_id) where ended_at is null do nothing
                                """)
                        .param("id", row.id())
                        .param("operator", row.operatorId())
                        .param("target", row.targetUserId())
                        .param("reason", row.reason())
                        .param("ticket", row.ticketRef())
                        .param("session", row.sessionId())
                        .param("started", Time.of(row.startedAt()))
                        .param("expires", Time.of(row.expiresAt()))
                        .update()
                == 1;
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("select * from core.impersonations where id = :id")
                .param("id", id)
                .query(ImpersonationRows::row)
                .optional();
    }

    List<Row> runningOf(UUID userId, Instant now) {
        return jdbc.sql(
                        """
                        select * from core.impersonations
                         where (target_user_id = :user or operator_id = :user) and ended_at is null
                           and expires_at > :now
                         order by id desc
                        """)
                .param("user", userId)
                .param("now", Time.of(now))
                .query(ImpersonationRows::row)
                .list();
    }

    int running(Instant now) {
        return jdbc.sql(
                        """
                        select count(*) from core.impersonations where ended_at is null and expires_at > :now
                        """)
                .param("now", Time.of(now))
                .query(Integer.class)
                .single();
    }

    List<Row> page(@Nullable UUID before, int limit) {
        return jdbc.sql(
                        """
                        select * from core.impersonations
                         where cast(:before as uuid) is null or id < :before
                         order by id desc limit :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query(ImpersonationRows::row)
                .list();
    }

    List<Row> overdue(Instant now) {
        return jdbc.sql(
                        """
                        select * from core.impersonations where ended_at is null and expires_at <= :now
                         order by expires_at limit :batch
                        """)
                .param("now", Time.of(now))
                .param("batch", BATCH)
                .query(ImpersonationRows::row)
                .list();
    }

    /** Those whose session was ended among the person's others. */
    List<Row> withoutSession() {
        return jdbc.sql(
                        """
                        select i.* from core.impersonations i
                          join core.active_sessions s on s.id = i.session_id
                         where i.ended_at is null and s.revoked_at is not null
                         order by i.id limit :batch
                        """)
                .param("batch", BATCH)
                .query(ImpersonationRows::row)
                .list();
    }

    /** The row as it was when it ended; empty when it had ended already. */
    Optional<Row> end(UUID id, EndedBy by, Instant now) {
        return jdbc.sql(
                        """
                        update core.impersonations set ended_at = :now, ended_by = :by
                         where id = :id and ended_at is null
                        returning *
                        """)
                .param("now", Time.of(now))
                .param("by", by.stored())
                .param("id", id)
                .query(ImpersonationRows::row)
                .optional();
    }

    void count(UUID id) {
        jdbc.sql(
                        """
                        update core.impersonations set request_count = request_count + 1 where id = :id
                        """)
                .param("id", id)
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("operator_id", UUID.class),
                row.getObject("target_user_id", UUID.class),
                row.getString("reason"),
                row.getString("ticket_ref"),
                row.getObject("session_id", UUID.class),
                Time.read(row, "started_at"),
                Time.read(row, "expires_at"),
                row.getObject("ended_at") == null ? null : Time.read(row, "ended_at"),
                row.getString("ended_by"),
                row.getInt("request_count"));
    }
}
