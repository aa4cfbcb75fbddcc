package com.postmagiq.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.live.LiveEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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

    private record Row(
            SignedIn who,
            boolean userActive,
            boolean revoked,
            Instant expires,
            Instant lastActivity) {}

    private final JdbcClient jdbc;
    private final LiveEvents live;
    private final IdentitySettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Cache<UUID, Optional<Row>> remembered =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED_SESSIONS)
                    .expireAfterWrite(REMEMBERED)
                    .build();

    LoginSessions(
            JdbcClient jdbc,
            LiveEvents live,
            IdentitySettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.live = live;
        this.settings = settings;
        this.events = events;
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
     *
     * @param proofs how the person showed who they are
     */
    @Transactional
    public Opened open(UUID userId, Caller caller, Set<Proof> proofs) {
        var now = clock.instant();
        makeRoom(userId, now);
        var absoluteEnd = now.plus(settings.sessionAbsoluteLife());
        return insert(
                userId,
                caller,
                new Session(
                        caller.web() ? "web" : "api",
                        caller.deviceLabel(),
                        idleEnd(now, absoluteEnd),
                        absoluteEnd,
                        proofs,
                        now));
    }

    /**
     * Opens a session in which an operator acts for a person: short, beside the person's own,
     * without a refresh token, as well proved as the operator's, and never fresh enough for what is
     * dangerous.
     */
    @Transactional
    public UUID openSupport(UUID userId, UUID operatorSession, Caller operator, Instant end) {
        var proofs =
                jdbc.sql("select amr from core.active_sessions where id = :id")
                        .param("id", operatorSession)
                        .query((row, _) -> proofs(row))
                        .single();
        var session =
                new Session("impersonation", "Support session", end, end, proofs, Instant.EPOCH);
        return insert(userId, operator, session).id();
    }

    /** A row to be. */
    private record Session(
            String kind,
            String label,
            Instant expires,
            Instant absoluteEnd,
            Set<Proof> proofs,
            Instant provedAt) {}

    private Opened insert(UUID userId, Caller caller, Session session) {
        var opened = new Opened(Ids.next(), session.expires());
        jdbc.sql(
                        """
                        insert into core.active_sessions (id, user_id, kind, user_agent, device_label, ip_address,
                            created_at, last_activity_at, expires_at, absolute_expires_at, amr, authenticated_at)
                        values (:id, :user, :kind, :agent, :label, cast(:address as inet), :now, :now, :expires, :end,
                            :amr, :proved)
                        """)
                .param("id", opened.id())
                .param("user", userId)
                .param("kind", session.kind())
                .param("agent", caller.userAgent())
                .param("label", session.label())
                .param("address", caller.address())
                .param("now", Time.of(clock.instant()))
                .param("expires", Time.of(session.expires()))
                .param("end", Time.of(session.absoluteEnd()))
                .param("amr", stored(session.proofs()))
                .param("proved", Time.of(session.provedAt()))
                .update();
        return opened;
    }

    /** Notes that the session's person has shown again who they are. */
    @Transactional
    public void proved(UUID sessionId, Set<Proof> proofs) {
        jdbc.sql(
                        """
                        update core.active_sessions
                           set authenticated_at = :now,
                               amr = (select array_agg(distinct each) from unnest(amr || cast(:amr as text[])) each)
                         where id = :id
                        """)
                .param("now", Time.of(clock.instant()))
                .param("amr", stored(proofs))
                .param("id", sessionId)
                .update();
        forgetAfterCommit(List.of(sessionId));
    }

    private static String[] stored(Set<Proof> proofs) {
        return proofs.stream().map(Proof::stored).toArray(String[]::new);
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
        if (ended == 1) {
            note(userId, List.of(sessionId), reason);
        }
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
        note(userId, ended, reason);
        return ended.size();
    }

    private void note(UUID userId, List<UUID> sessionIds, EndReason reason) {
        var action = reason.action();
        if (action != null) {
            sessionIds.forEach(
                    id -> events.publishEvent(Audited.done(action, userId, "session", id)));
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
                                select s.id, s.user_id, s.kind, s.revoked_at, s.expires_at, s.last_activity_at,
                                       s.amr, s.authenticated_at,
                                       u.full_name, u.is_active, u.is_superuser, i.id as support_id, i.operator_id
                                  from core.active_sessions s
                                  join core.users u on u.id = s.user_id
                                  left join core.impersonations i on i.session_id = s.id
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
        live.tell(TOPIC, sessionIds.stream().map(UUID::toString).toList());
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
                        row.getBoolean("is_superuser"),
                        Proof.hasSecondFactor(proofs(row)),
                        Time.read(row, "authenticated_at"),
                        !row.getString("kind").equals("api"),
                        support(row)),
                row.getBoolean("is_active"),
                row.getObject("revoked_at") != null,
                Time.read(row, "expires_at"),
                Time.read(row, "last_activity_at"));
    }

    private static SignedIn.@Nullable Support support(ResultSet row) throws SQLException {
        var id = row.getObject("support_id", UUID.class);
        return id == null
                ? null
                : new SignedIn.Support(id, row.getObject("operator_id", UUID.class));
    }

    private static Set<Proof> proofs(ResultSet row) throws SQLException {
        return Arrays.stream((String[]) row.getArray("amr").getArray())
                .map(Proof::of)
                .collect(Collectors.toSet());
    }
}
