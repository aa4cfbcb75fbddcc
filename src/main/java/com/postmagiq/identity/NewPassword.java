package com.postmagiq.identity;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.identity.OneTimeTokens.Purpose;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.limits.RateBuckets;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tasks.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Choosing another password: by a mailed link when the old one is lost, or by showing the old one.
 */
@Service
class NewPassword {
    /**
     * @param userId null when nobody has the address: the task then does nothing
     */
    record Forgot(@Nullable UUID userId) {}

    static final TaskDescriptor<Forgot> SEND_LINK =
            TaskDescriptor.of("password-reset-link", Forgot.class);

    private static final int LINKS_AN_HOUR = 3;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Users users;
    private final Passwords passwords;
    private final OneTimeTokens tokens;
    private final LoginSessions sessions;
    private final AccountMails mails;
    private final RateBuckets buckets;
    private final Tasks tasks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NewPassword(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Users users,
            Passwords passwords,
            OneTimeTokens tokens,
            LoginSessions sessions,
            AccountMails mails,
            RateBuckets buckets,
            Tasks tasks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
        this.sessions = sessions;
        this.mails = mails;
        this.buckets = buckets;
        this.tasks = tasks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Asks for a link. Does the same, and takes as long, whether anybody has the address; more than
     * three an hour for one address are dropped without a word.
     */
    void forgot(String email) {
        var address = EmailAddress.of(email).map(EmailAddress::normal).orElse("");
        var key = "forgot:" + HexFormat.of().formatHex(Sha256.of(address)) + ":h";
        var turn =
                buckets.take(
                        List.of(new RateBuckets.Bucket(key, LINKS_AN_HOUR, Duration.ofHours(1))));
        if (turn.isOver()) {
            return;
        }
        askFor(users.byEmail(address).map(User::id).orElse(null));
    }

    /**
     * Has a link sent in a moment.
     *
     * @param userId null for nobody
     */
    void askFor(@Nullable UUID userId) {
        tasks.schedule(SEND_LINK, Ids.next().toString(), new Forgot(userId), clock.instant());
    }

    /** Sends the link that {@link #forgot} was asked for. */
    void sendLink(Forgot asked) {
        var userId = asked.userId();
        if (userId == null) {
            return;
        }
        transaction.executeWithoutResult(
                _ ->
                        users.byId(userId)
                                .filter(User::isActive)
                                .ifPresent(
                                        user -> {
                                            var address = EmailAddress.require(user.email());
                                            var issued =
                                                    tokens.issue(
                                                            user.id(),
                                                            Purpose.PASSWORD_RESET,
                                                            address);
                                            mails.link(
                                                    user,
                                                    user.email(),
                                                    Purpose.PASSWORD_RESET,
                                                    issued);
                                        }));
    }

    /**
     * Sets a new password by a link, and ends all sessions. The link's address counts as confirmed.
     *
     * @throws ProblemException {@code auth.link_invalid}, or why the password is not taken; the
     *     link stays usable then
     */
    void reset(String token, String password) {
        var user = users.get(tokens.look(token, Purpose.PASSWORD_RESET).userId());
        check(user, password);
        var hash = passwords.hash(password);
        transaction.executeWithoutResult(
                _ -> {
                    var link = tokens.use(token, Purpose.PASSWORD_RESET);
                    store(user.id(), hash);
                    if (link.email().normal().equals(user.email())) {
                        users.verifyEmail(user.id());
                    }
                    sessions.endAll(user.id(), null, EndReason.PASSWORD_RESET);
                    changed(user, "auth.password_reset");
                });
    }

    /**
     * Sets a new password for somebody who has shown who they are, and ends their other sessions.
     *
     * @param current checked already; null only where there is no password yet
     * @throws ProblemException {@code auth.invalid_credentials} without the present one, {@code
     *     auth.password_unchanged}, or why the new password is not taken
     */
    void change(SignedIn me, @Nullable String current, String wished) {
        var user = users.get(me.userId());
        if (current == null && user.hasPassword()) {
            throw new ProblemException(
                    IdentityProblem.INVALID_CREDENTIALS,
                    "Send your present password as 'current_password' too.");
        }
        if (current != null && Passwords.normal(current).equals(Passwords.normal(wished))) {
            throw new ProblemException(
                    IdentityProblem.PASSWORD_UNCHANGED,
                    "This is the password you have already; choose another one.");
        }
        check(user, wished);
        var hash = passwords.hash(wished);
        transaction.executeWithoutResult(
                _ -> {
                    store(user.id(), hash);
                    tokens.supersede(user.id(), Purpose.PASSWORD_RESET);
                    sessions.endAll(user.id(), me.sessionId(), EndReason.PASSWORD_CHANGED);
                    changed(user, "auth.password_changed");
                });
    }

    private static void check(User user, String password) {
        var local = EmailAddress.require(user.email()).local();
        PasswordRules.check(password, List.of(local, user.fullName()));
    }

    private void store(UUID userId, String hash) {
        jdbc.sql(
                        """
                        update core.users set password_hash = :hash, password_changed_at = :now, updated_at = :now
                         where id = :id
                        """)
                .param("hash", hash)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
    }

    private void changed(User user, String action) {
        mails.passwordChanged(user);
        events.publishEvent(Audited.done(action, user.id(), "user", user.id()));
    }
}
