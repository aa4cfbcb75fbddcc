package com.postmagiq.identity;

import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in, going on with a refresh token, signing out. */
@Service
public class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private record Credentials(UUID userId, @Nullable String hash, boolean active) {}

    private final JdbcClient jdbc;
    private final SystemDb system;
    private final TransactionTemplate transaction;
    private final Users users;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final LoginSessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final Clock clock;

    SignIn(
            JdbcClient jdbc,
            SystemDb system,
            PlatformTransactionManager transactions,
            Users users,
            Passwords passwords,
            SignInThrottle throttle,
            KnownDevices devices,
            LoginSessions sessions,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            Clock clock) {
        this.jdbc = jdbc;
        this.system = system;
        this.transaction = new TransactionTemplate(transactions);
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.devices = devices;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /**
     * Signs somebody in.
     *
     * @throws ProblemException {@code auth.invalid_credentials}, the same for an unknown address, a
     *     wrong password and an inactive person; {@code auth.too_many_attempts}
     */
    IssuedTokens withPassword(String email, String password, Caller caller) {
        var address = EmailAddress.of(email);
        var key = address.map(EmailAddress::normal).orElse("");
        var device = devices.recognised(key, caller).orElse(null);
        throttle.take(key, caller, device);
        var found = address.flatMap(known -> credentials(known.normal())).orElse(null);
        var right = passwords.matches(password, found == null ? null : found.hash());
        if (found == null || found.hash() == null || !right || !found.active()) {
            throw new ProblemException(
                    IdentityProblem.INVALID_CREDENTIALS,
                    "The e-mail address or the password is not right.");
        }
        throttle.giveBack(key, caller, device);
        if (passwords.outdated(found.hash())) {
            upgrade(found.userId(), password);
        }
        return open(found.userId(), caller);
    }

    /** Opens a session for somebody who has just proved who they are. */
    public IssuedTokens open(UUID userId, Caller caller) {
        return transaction.execute(
                _ -> {
                    // Also the lock that makes sign-ins of one person count their sessions in turn.
                    jdbc.sql("update core.users set last_sign_in_at = :now where id = :id")
                            .param("now", Time.of(clock.instant()))
                            .param("id", userId)
                            .update();
                    var session = sessions.open(userId, caller);
                    var refresh = refreshTokens.first(session.id(), session.expires());
                    return new IssuedTokens(
                            accessTokens.issue(userId, session.id()),
                            refresh,
                            session.expires(),
                            devices.remember(userId, caller),
                            users.get(userId));
                });
    }

    /**
     * Exchanges a refresh token.
     *
     * @throws ProblemException {@code auth.refresh_invalid} or {@code auth.refresh_reused}
     */
    IssuedTokens refresh(String token) {
        return switch (refreshTokens.rotate(token)) {
            case RefreshTokens.Rotation.Next next ->
                    new IssuedTokens(
                            accessTokens.issue(next.userId(), next.sessionId()),
                            next.token(),
                            next.expires(),
                            null,
                            users.get(next.userId()));
            case RefreshTokens.Rotation.Refused _ -> throw refused();
            case RefreshTokens.Rotation.Reused reused -> {
                LOG.warn(
                        "Session {} of user {} ended: a refresh token was used twice",
                        reused.sessionId(),
                        reused.userId());
                throw new ProblemException(
                        IdentityProblem.REFRESH_REUSED,
                        "This refresh token was used before, so the session was ended for safety; sign in again.");
            }
        };
    }

    /** Whether a login session may still act, for work that outlives its request. */
    public boolean isLive(UUID sessionId) {
        return sessions.look(sessionId) instanceof LoginSessions.State.Live;
    }

    /**
     * Tells when a login session has ended, or may have.
     *
     * @param ended must return at once
     */
    public LiveEvents.Listening whenEnded(UUID sessionId, Runnable ended) {
        return sessions.whenEnded(sessionId, ended);
    }

    /** Signs out with a refresh token; an unknown one has nothing to end. */
    void out(String refreshToken) {
        refreshTokens
                .owner(refreshToken)
                .ifPresent(
                        owner ->
                                sessions.end(
                                        owner.userId(),
                                        owner.sessionId(),
                                        LoginSessions.EndReason.LOGOUT));
    }

    /** Signs out with an access token; harmless when its session has ended already. */
    void out(AccessTokens.Claims claims) {
        sessions.end(claims.userId(), claims.sessionId(), LoginSessions.EndReason.LOGOUT);
    }

    private Optional<Credentials> credentials(String email) {
        return system.call(
                SystemDb.Reason.SIGN_IN,
                jdbcOfSystem ->
                        jdbcOfSystem
                                .sql(
                                        """
                                        select id, password_hash, is_active from core.users where email = :email
                                        """)
                                .param("email", email)
                                .query(
                                        (row, _) ->
                                                new Credentials(
                                                        row.getObject("id", UUID.class),
                                                        row.getString("password_hash"),
                                                        row.getBoolean("is_active")))
                                .optional());
    }

    /** The only moment at which an older hash can be made anew: its password is at hand. */
    private void upgrade(UUID userId, String password) {
        jdbc.sql("update core.users set password_hash = :hash where id = :id")
                .param("hash", passwords.hash(password))
                .param("id", userId)
                .update();
    }

    private static ProblemException refused() {
        return new ProblemException(
                IdentityProblem.REFRESH_INVALID,
                "The session has ended or the refresh token is unknown; sign in again.");
    }
}
