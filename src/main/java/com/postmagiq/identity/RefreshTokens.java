package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Refresh tokens: each works once and names its successor. A token that comes back after its
 * successor went on means two parties hold the family, and ends the session. Because answers get
 * lost and browsers have tabs, the direct predecessor may come back for ten seconds while its
 * successor is unused; the unused one then dies, so never two live tokens exist.
 */
@Component
class RefreshTokens {
    static final String PREFIX = "rt_";
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What presenting a token came to. */
    sealed interface Rotation {
        /** A new token, for the session's person. */
        record Next(UUID userId, UUID sessionId, String token, Instant expires)
                implements Rotation {}

        /** Unknown, expired, or its session has ended. */
        record Refused() implements Rotation {}

        /** Used before: the session has been ended. */
        record Reused(UUID userId, UUID sessionId) implements Rotation {}
    }

    private record Stored(
            UUID id, Instant expires, @Nullable Instant used, @Nullable UUID replacedBy) {}

    private record Session(UUID userId, Instant absoluteEnd, Instant expires, boolean live) {}

    private final JdbcClient jdbc;
    private final LoginSessions sessions;
    private final Users users;
    private final AccountMails mails;
    private final Clock clock;

    RefreshTokens(
            JdbcClient jdbc, LoginSessions sessions, Users users, AccountMails mails, Clock clock) {
        this.jdbc = jdbc;
        this.sessions = sessions;
        this.users = users;
        this.mails = mails;
        this.clock = clock;
    }

    /** The first token of a session. */
    @Transactional
    public String first(UUID sessionId, Instant expires) {
        var token = PREFIX + OpaqueSecret.next();
        insert(Ids.next(), sessionId, token, expires);
        return token;
    }

    /** The session a token belongs to, whatever state both are in. */
    Optional<LogoutTarget> owner(String token) {
        return jdbc.sql(
                        """
                        select s.id, s.user_id from core.refresh_tokens t
                          join core.active_sessions s on s.id = t.session_id
                         where t.token_hash = :hash
                        """)
                .param("hash", Sha256.of(token))
                .query(
                        (row, _) ->
                                new LogoutTarget(
                                        row.getObject("user_id", UUID.class),
                                        row.getObject("id", UUID.class)))
                .optional();
    }

    /** Whose session a token can end. */
    record LogoutTarget(UUID userId, UUID sessionId) {}

    /**
     * Exchanges a token for its successor. The lock on the session's row puts concurrent exchanges
     * and a logout in one order; that is why the token is read after the lock.
     */
    @Transactional
    public Rotation rotate(String token) {
        var owner = owner(token).orElse(null);
        if (owner == null) {
            return new Rotation.Refused();
        }
        var session = lock(owner.sessionId());
        var stored = read(token);
        var now = clock.instant();
        if (!session.live()
                || !now.isBefore(session.expires())
                || !now.isBefore(stored.expires())) {
            return new Rotation.Refused();
        }
        if (stored.used() != null && !answerWasLost(stored, now)) {
            sessions.end(owner.userId(), owner.sessionId(), EndReason.REFRESH_REUSE);
            mails.notice(users.get(owner.userId()), "refresh_reuse");
            return new Rotation.Reused(owner.userId(), owner.sessionId());
        }
        return replace(stored, owner, session, now);
    }

    private Rotation replace(Stored old, LogoutTarget owner, Session session, Instant now) {
        if (old.replacedBy() != null) {
            markUsed(old.replacedBy(), now);
        }
        var expires = sessions.idleEnd(now, session.absoluteEnd());
        var token = PREFIX + OpaqueSecret.next();
        var successor = Ids.next();
        insert(successor, owner.sessionId(), token, expires);
        jdbc.sql(
                        """
                        update core.refresh_tokens
                           set used_at = coalesce(used_at, :now), replaced_by_id = :successor
                         where id = :id
                        """)
                .param("now", Time.of(now))
                .param("successor", successor)
                .param("id", old.id())
                .update();
        jdbc.sql(
                        """
                        update core.active_sessions set expires_at = :expires, last_activity_at = :now
                         where id = :id
                        """)
                .param("expires", Time.of(expires))
                .param("now", Time.of(now))
                .param("id", owner.sessionId())
                .update();
        return new Rotation.Next(owner.userId(), owner.sessionId(), token, expires);
    }

    /** A token that died unused has no successor and so gets no grace. */
    private boolean answerWasLost(Stored token, Instant now) {
        return token.used() != null
                && token.replacedBy() != null
                && !now.isAfter(token.used().plus(GRACE))
                && jdbc.sql("select used_at is null from core.refresh_tokens where id = :id")
                        .param("id", token.replacedBy())
                        .query(Boolean.class)
                        .single();
    }

    private void markUsed(UUID tokenId, Instant now) {
        jdbc.sql("update core.refresh_tokens set used_at = :now where id = :id and used_at is null")
                .param("now", Time.of(now))
                .param("id", tokenId)
                .update();
    }

    private void insert(UUID id, UUID sessionId, String token, Instant expires) {
        jdbc.sql(
                        """
                        insert into core.refresh_tokens (id, session_id, token_hash, issued_at, expires_at)
                        values (:id, :session, :hash, :now, :expires)
                        """)
                .param("id", id)
                .param("session", sessionId)
                .param("hash", Sha256.of(token))
                .param("now", Time.of(clock.instant()))
                .param("expires", Time.of(expires))
                .update();
    }

    private Session lock(UUID sessionId) {
        return jdbc.sql(
                        """
                        select s.user_id, s.absolute_expires_at, s.expires_at, s.revoked_at is null and u.is_active as live
                          from core.active_sessions s
                          join core.users u on u.id = s.user_id
                         where s.id = :id
                           for update of s
                        """)
                .param("id", sessionId)
                .query(
                        (row, _) ->
                                new Session(
                                        row.getObject("user_id", UUID.class),
                                        Time.read(row, "absolute_expires_at"),
                                        Time.read(row, "expires_at"),
                                        row.getBoolean("live")))
                .single();
    }

    private Stored read(String token) {
        return jdbc.sql(
                        """
                        select id, expires_at, used_at, replaced_by_id from core.refresh_tokens where token_hash = :hash
                        """)
                .param("hash", Sha256.of(token))
                .query((row, _) -> stored(row))
                .single();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                Time.read(row, "expires_at"),
                row.getObject("used_at") == null ? null : Time.read(row, "used_at"),
                row.getObject("replaced_by_id", UUID.class));
    }
}
