package com.postmagiq.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.live.LiveEvents;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Login sessions: one row per sign-in, asked on every request, so that ending one takes effect at
 * once here and within a second on every other node.
 */
@Component
class LoginSessions {
    /** Notices of ended sessions, for the other nodes. */
    private static final String TOPIC = "session_ended";

    /** A node may answer from memory for this long; the promise to people is one second. */
    private static final Duration REMEMBERED = Duration.ofMillis(900);

    private static final int REMEMBERED_SESSIONS = 20_000;
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
    private static final int MOST_PER_PERSON = 20;

    /** What a look at a session came to. */
    sealed interface State {
        record Live(SignedIn who) implements State {}

        record Ended() implements State {}

        record UserInactive() implements State {}
    }

    /** One line of "where you are signed in". */
    @Schema(name = "Session")
    record Entry(
            UUID id,
            String deviceLabel,
            @Nullable String ipAddress,
            Instant createdAt,
            Instant lastActivityAt,
            Instant expiresAt,
            boolean isCurrent) {}

    private record Row(
            SignedIn who,
            boolean userActive,
            boolean revoked,
            Instant expires,
            Instant lastActivity) {}

    private final JdbcClient jdbc;
    private final LiveEvents live;
    private final IdentitySettings settings;
    private final Clock clock;
    private final Cache<UUID, Optional<Row>> remembered =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED_SESSIONS)
                    .expireAfterWrite(REMEMBERED)
                    .build();

    LoginSessions(JdbcClient jdbc, LiveEvents live, IdentitySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.live = live;
        this.settings = settings;
        this.clock = clock;
        live.listen(TOPIC, this::forget);
    }

    /** When a session ends that is used now. */
    Instant idleEnd(Instant now, Instant absoluteEnd) {
        var idle = now.plus(settings.refreshTokenLife());
        return idle.isBefore(absoluteEnd) ? idle : absoluteEnd;
    }

    /** A new session and when it ends without use. */
    record Opened(UUID id, Instant expires) {}

    /**
     * Opens a session. A person has at most 20; the one unused for longest makes room. The caller
     * holds the lock on the person's row, so two sign-ins at once cannot both think there is room.
     */
    @Transactional
    public Opened open(UUID userId, Caller caller) {
        var now = clock.instant();
        makeRoom(userId, now);
        var absoluteEnd = now.plus(settings.sessionAbsoluteLife());
        var opened = new Opened(Ids.next(), idleEnd(now, absoluteEnd));
        jdbc.sql(
                        """
                        insert into core.active_sessions (id, user_id, kind, user_agent, device_label, ip_address,
                            created_at, last_activity_at, expires_at, absolute_expires_at)
                        values (:id, :user, :kind, :agent, :label, cast(:address as inet), :now, :now, :expires, :end)
                        """)
                .param("id", opened.id())
                .param("user", userId)
                .param("kind", caller.web() ? "web" : "api")
                .param("agent", caller.userAgent())
                .param("label", caller.deviceLabel())
                .param("address", caller.address())
                .param("now", Time.of(now))
                .param("expires", Time.of(opened.expires()))
                .param("end", Time.of(absoluteEnd))
                .update();
        return opened;
    }

    /** Whether the session may act now. */
    State look(UUID sessionId) {
        var row = remembered.get(sessionId, this::load).orElse(null);
        if (row == null || row.revoked() || !clock.instant().isBefore(row.expires())) {
            return new State.Ended();
        }
        return row.userActive() ? new State.Live(row.who()) : new State.UserInactive();
    }

    /** Listens for the end of a session; {@link #look} knows of it when the listener is told. */
    LiveEvents.Listening whenEnded(UUID sessionId, Runnable ended) {
        return live.listen(
                TOPIC,
                notice -> {
                    if (notice.isEmpty() || notice.equals(sessionId.toString())) {
                        // Told in any order: what this node remembers must be gone before somebody
                        // looks.
                        forget(notice);
                        ended.run();
                    }
                });
    }

    List<Entry> live(UUID userId, UUID current) {
        return jdbc.sql(
                        """
                        select id, device_label, host(ip_address) as ip_address, created_at, last_activity_at, expires_at
                          from core.active_sessions
                         where user_id = :user and revoked_at is null and expires_at > :now
                         order by last_activity_at desc, id desc
                        """)
                .param("user", userId)
                .param("now", Time.of(clock.instant()))
                .query((row, _) -> entry(row, current))
                .list();
    }

    /** Ends one session of a person; false when it is not theirs or has ended already. */
    @Transactional
    public boolean end(UUID userId, UUID sessionId, EndReason reason) {
        var ended =
                jdbc.sql(
                                """
                                update core.active_sessions set revoked_at = :now, revoked_reason = :reason
                                 where id = :id and user_id = :user and revoked_at is null
                                """)
                        .param("now", Time.of(clock.instant()))
                        .param("reason", reason.stored())
                        .param("id", sessionId)
                        .param("user", userId)
                        .update();
        forgetAfterCommit(List.of(sessionId));
        return ended == 1;
    }

    /**
     * Ends all sessions of a person.
     *
     * @param kept one that goes on, or null
     * @return how many ended
     */
    @Transactional
    public int endAll(UUID userId, @Nullable UUID kept, EndReason reason) {
        var ended =
                jdbc.sql(
                                """
                                update core.active_sessions set revoked_at = :now, revoked_reason = :reason
                                 where user_id = :user and revoked_at is null
                                   and id is distinct from cast(:kept as uuid)
                                returning id
                                """)
                        .param("now", Time.of(clock.instant()))
                        .param("reason", reason.stored())
                        .param("user", userId)
                        .param("kept", kept)
                        .query(UUID.class)
                        .list();
        forgetAfterCommit(ended);
        return ended.size();
    }

    /** Why a session ended before its time. */
    enum EndReason {
        LOGOUT,
        LOGOUT_ALL,
        REFRESH_REUSE,
        EXPIRED;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private void makeRoom(UUID userId, Instant now) {
        var ended =
                jdbc.sql(
                                """
                                update core.active_sessions set revoked_at = :now, revoked_reason = 'expired'
                                 where id in (select id from core.active_sessions
                                               where user_id = :user and revoked_at is null
                                               order by last_activity_at desc, id desc offset :kept)
                                returning id
                                """)
                        .param("now", Time.of(now))
                        .param("user", userId)
                        .param("kept", MOST_PER_PERSON - 1)
                        .query(UUID.class)
                        .list();
        forgetAfterCommit(ended);
    }

    private Optional<Row> load(UUID sessionId) {
        var row =
                jdbc.sql(
                                """
                                select s.id, s.user_id, s.revoked_at, s.expires_at, s.last_activity_at,
                                       u.full_name, u.is_active, u.is_superuser
                                  from core.active_sessions s
                                  join core.users u on u.id = s.user_id
                                 where s.id = :id
                                """)
                        .param("id", sessionId)
                        .query((result, _) -> row(result))
                        .optional();
        row.filter(found -> !found.revoked()).ifPresent(found -> touch(sessionId, found));
        return row;
    }

    /** Notes that the session is in use, at most once a minute. */
    private void touch(UUID sessionId, Row row) {
        var now = clock.instant();
        if (row.lastActivity().plus(TOUCH_EVERY).isAfter(now)) {
            return;
        }
        jdbc.sql(
                        """
                        update core.active_sessions set last_activity_at = :now
                         where id = :id and last_activity_at < :now
                        """)
                .param("now", Time.of(now))
                .param("id", sessionId)
                .update();
    }

    /** At once on this node; the others hear of it at commit, and would ask again anyway. */
    private void forgetAfterCommit(List<UUID> sessionIds) {
        sessionIds.forEach(id -> live.tell(TOPIC, id.toString()));
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        remembered.invalidateAll(sessionIds);
                    }
                });
    }

    private void forget(String notice) {
        if (notice.isEmpty()) {
            remembered.invalidateAll();
        } else {
            remembered.invalidate(UUID.fromString(notice));
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new SignedIn(
                        row.getObject("user_id", UUID.class),
                        row.getObject("id", UUID.class),
                        row.getString("full_name"),
                        row.getBoolean("is_superuser")),
                row.getBoolean("is_active"),
                row.getObject("revoked_at") != null,
                Time.read(row, "expires_at"),
                Time.read(row, "last_activity_at"));
    }

    private static Entry entry(ResultSet row, UUID current) throws SQLException {
        var id = row.getObject("id", UUID.class);
        return new Entry(
                id,
                row.getString("device_label"),
                row.getString("ip_address"),
                Time.read(row, "created_at"),
                Time.read(row, "last_activity_at"),
                Time.read(row, "expires_at"),
                id.equals(current));
    }
}
