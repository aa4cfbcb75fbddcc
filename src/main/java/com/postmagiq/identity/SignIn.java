package com.postmagiq.identity;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in, going on with a refresh token, signing out. */
@Service
public class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    private final JdbcClient jdbc;
    private final Credentials credentials;
    private final TransactionTemplate transaction;
    private final Users users;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final KnownDevices devices;
    private final LoginSessions sessions;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;
    private final AccountMails mails;
    private final SignInMethods methods;
    private final SecondFactorChallenge challenges;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SignIn(
            JdbcClient jdbc,
            Credentials credentials,
            PlatformTransactionManager transactions,
            Users users,
            Passwords passwords,
            SignInThrottle throttle,
            KnownDevices devices,
            LoginSessions sessions,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            AccountMails mails,
            SignInMethods methods,
            SecondFactorChallenge challenges,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.credentials = credentials;
        this.transaction = new TransactionTemplate(transactions);
        this.users = users;
        this.passwords = passwords;
        this.throttle = throttle;
        this.devices = devices;
        this.sessions = sessions;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.mails = mails;
        this.methods = methods;
        this.challenges = challenges;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Signs somebody in.
     *
     * @throws ProblemException {@code auth.invalid_credentials}, the same for an unknown address
     *     and a wrong password; {@code auth.user_inactive}, with the right one only; {@code
     *     auth.second_factor_required}; {@code auth.too_many_attempts}
     */
    IssuedTokens withPassword(String email, String password, Caller caller) {
        var address = EmailAddress.of(email);
        var key = address.map(EmailAddress::normal).orElse("");
        var device = devices.recognised(key, caller).orElse(null);
        var last = throttle.take(key, caller, device);
        var found = address.flatMap(known -> credentials.byEmail(known.normal())).orElse(null);
        var right = passwords.matches(password, found == null ? null : found.hash());
        if (found != null && found.hash() != null && right && !found.active()) {
            failed(found.userId(), last);
            throw new ProblemException(
                    IdentityProblem.USER_INACTIVE,
                    "This account is not active. If you asked to have it erased, the link in the mail about that brings it back; else ask the operator.");
        }
        if (found == null || found.hash() == null || !right) {
            failed(found == null ? null : found.userId(), last);
            throw new ProblemException(
                    IdentityProblem.INVALID_CREDENTIALS,
                    "The e-mail address or the password is not right.");
        }
        if (passwords.outdated(found.hash())) {
            upgrade(found.userId(), password);
        }
        var owned = methods.of(found.userId());
        if (owned.secondFactor()) {
            throttle.refund(key, caller, device);
            throw challenges.begin(found.userId(), Proof.PWD, owned);
        }
        throttle.giveBack(key, caller, device);
        return open(found.userId(), caller, Set.of(Proof.PWD));
    }

    /**
     * Opens a session for somebody who has just proved who they are.
     *
     * @param proofs in which ways
     */
    public IssuedTokens open(UUID userId, Caller caller, Set<Proof> proofs) {
        return transaction.execute(
                _ -> {
                    var before = cameBefore(userId);
                    var session = sessions.open(userId, caller, proofs);
                    events.publishEvent(signedIn(userId, session.id(), proofs));
                    var refresh = refreshTokens.first(session.id(), session.expires());
                    var device = devices.remember(userId, caller);
                    var user = users.get(userId);
                    if (before && device != null && !device.equals(caller.deviceToken())) {
                        mails.newSignIn(user, caller);
                    }
                    return new IssuedTokens(
                            accessTokens.issue(userId, session.id()),
                            refresh,
                            session.expires(),
                            device,
                            user);
                });
    }

    /**
     * Notes the sign-in, and tells whether there was one before. Its lock on the person's row makes
     * sign-ins of one person count their sessions in turn.
     */
    private boolean cameBefore(UUID userId) {
        return jdbc.sql(
                        """
                        with before as (select id, last_sign_in_at from core.users where id = :id for update)
                        update core.users u set last_sign_in_at = :now
                          from before where u.id = before.id
                        returning before.last_sign_in_at is not null
                        """)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Notes a failure, and tells the owner of the address once a day when tries have run out.
     *
     * @param userId null when nobody has the address
     */
    private void failed(@Nullable UUID userId, boolean last) {
        transaction.executeWithoutResult(
                _ -> {
                    events.publishEvent(
                            new Audited(
                                    "auth.login_failed",
                                    userId,
                                    "user",
                                    userId,
                                    Map.of(),
                                    Audited.Outcome.FAILED));
                    if (last && userId != null) {
                        mails.noticeOnceADay(users.get(userId), "failed_sign_ins");
                    }
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
                        owner -> sessions.end(owner.userId(), owner.sessionId(), EndReason.LOGOUT));
    }

    /** Signs out with an access token; harmless when its session has ended already. */
    void out(AccessTokens.Claims claims) {
        sessions.end(claims.userId(), claims.sessionId(), EndReason.LOGOUT);
    }

    /** The only moment at which an older hash can be made anew: its password is at hand. */
    private void upgrade(UUID userId, String password) {
        jdbc.sql("update core.users set password_hash = :hash where id = :id")
                .param("hash", passwords.hash(password))
                .param("id", userId)
                .update();
    }

    private static Audited signedIn(UUID userId, UUID sessionId, Set<Proof> proofs) {
        var method = proofs.stream().sorted().map(Proof::stored).collect(Collectors.joining("+"));
        return new Audited(
                "auth.login",
                userId,
                "session",
                sessionId,
                Map.of("method", new Audited.Change(null, method)),
                Audited.Outcome.SUCCESS);
    }

    private static ProblemException refused() {
        return new ProblemException(
                IdentityProblem.REFRESH_INVALID,
                "The session has ended or the refresh token is unknown; sign in again.");
    }
}
