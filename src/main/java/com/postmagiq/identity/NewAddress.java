package com.postmagiq.identity;

import com.postmagiq.identity.OneTimeTokens.Purpose;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in with another address from now on, once its owner has followed a link sent there. */
@Service
class NewAddress {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Users users;
    private final OneTimeTokens tokens;
    private final LoginSessions sessions;
    private final AccountMails mails;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    NewAddress(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Users users,
            OneTimeTokens tokens,
            LoginSessions sessions,
            AccountMails mails,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.users = users;
        this.tokens = tokens;
        this.sessions = sessions;
        this.mails = mails;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Asks for the change. Whether the address belongs to somebody is told to that person alone.
     *
     * @throws ProblemException {@code validation_failed} when it cannot be an address, or is the
     *     present one
     */
    void ask(SignedIn me, String wished) {
        var user = users.get(me.userId());
        var address =
                EmailAddress.of(wished)
                        .orElseThrow(
                                () ->
                                        Users.invalid(
                                                "new_email", "is not a complete e-mail address"));
        if (address.normal().equals(user.email())) {
            throw Users.invalid("new_email", "is the address you have already");
        }
        transaction.executeWithoutResult(
                _ -> {
                    var owner = users.byEmail(address.normal()).orElse(null);
                    if (owner != null) {
                        mails.noticeOnceADay(owner, "address_wanted");
                        return;
                    }
                    var issued = tokens.issue(user.id(), Purpose.EMAIL_CHANGE, address);
                    mails.link(user, address.normal(), Purpose.EMAIL_CHANGE, issued);
                    mails.notice(user, "address_change_requested");
                });
    }

    /**
     * Makes the change.
     *
     * @param kept a session that goes on when it is the person's; the others end
     * @throws ProblemException {@code auth.link_invalid}; {@code auth.email_taken} when somebody
     *     registered the address meanwhile
     */
    void confirm(String token, @Nullable UUID kept) {
        try {
            transaction.executeWithoutResult(
                    _ -> change(tokens.use(token, Purpose.EMAIL_CHANGE), kept));
        } catch (DuplicateKeyException _) {
            throw new ProblemException(
                    IdentityProblem.EMAIL_TAKEN,
                    "Somebody else has registered this address meanwhile; your old one stays.");
        }
    }

    private void change(OneTimeTokens.Link link, @Nullable UUID kept) {
        var before = users.get(link.userId());
        jdbc.sql(
                        """
                        update core.users
                           set email = :email, email_display = :display, email_verified_at = :now, updated_at = :now
                         where id = :id
                        """)
                .param("email", link.email().normal())
                .param("display", link.email().display())
                .param("now", Time.of(clock.instant()))
                .param("id", before.id())
                .update();
        tokens.supersede(before.id(), Purpose.PASSWORD_RESET);
        tokens.supersede(before.id(), Purpose.EMAIL_VERIFICATION);
        sessions.endAll(before.id(), kept, EndReason.EMAIL_CHANGED);
        mails.notice(before, "email_changed");
        events.publishEvent(Audited.done("auth.email_changed", before.id(), "user", before.id()));
    }
}
