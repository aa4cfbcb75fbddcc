package com.postmagiq.identity;

import com.postmagiq.identity.IdentitySettings.EmailVerificationRule;
import com.postmagiq.identity.OneTimeTokens.Purpose;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Whether somebody reads the address they sign in with, and what they may not do before. */
@Service
public class EmailVerification {
    private final JdbcClient jdbc;
    private final Users users;
    private final OneTimeTokens tokens;
    private final AccountMails mails;
    private final EmailVerificationRule rule;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EmailVerification(
            JdbcClient jdbc,
            Users users,
            OneTimeTokens tokens,
            AccountMails mails,
            IdentitySettings settings,
            MailSettings mailSettings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.tokens = tokens;
        this.mails = mails;
        this.rule = settings.emailVerification(mailSettings.configured());
        this.events = events;
        this.clock = clock;
    }

    /** What is closed to people whose address is not confirmed. */
    EmailVerificationRule rule() {
        return rule;
    }

    /**
     * Refuses what reaches outside of a workspace, such as an invitation, while the person's
     * address is not confirmed and the installation asks for that.
     *
     * @throws ProblemException {@code auth.email_not_verified}
     */
    public void requireForInvites(UUID userId) {
        require(userId, rule != EmailVerificationRule.OFF);
    }

    /**
     * Refuses a change inside a workspace while the person's address is not confirmed and the
     * installation asks for that.
     *
     * @throws ProblemException {@code auth.email_not_verified}
     */
    public void requireForWrites(UUID userId) {
        require(userId, rule == EmailVerificationRule.ALL);
    }

    /** Everybody new gets a link to confirm their address; with a confirmed one, a welcome. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Registered registered) {
        var user = registered.user();
        if (user.emailVerified()) {
            mails.welcome(user);
        } else {
            send(user);
        }
    }

    /**
     * Sends the link once more.
     *
     * @throws ProblemException {@code auth.already_verified}
     */
    @Transactional
    public void resend(UUID userId) {
        var user = users.get(userId);
        if (user.emailVerified()) {
            throw new ProblemException(
                    IdentityProblem.ALREADY_VERIFIED, "Your address is confirmed already.");
        }
        send(user);
    }

    /**
     * Follows a link.
     *
     * @param askedBy who is signed in where it was followed; may repeat their own success
     * @throws ProblemException {@code auth.link_invalid}
     */
    @Transactional
    public void confirm(String token, @Nullable UUID askedBy) {
        var repeated =
                tokens.used(token, Purpose.EMAIL_VERIFICATION)
                        .filter(link -> link.userId().equals(askedBy));
        if (repeated.isPresent()) {
            return;
        }
        var link = tokens.use(token, Purpose.EMAIL_VERIFICATION);
        jdbc.sql(
                        """
                        update core.users set email_verified_at = coalesce(email_verified_at, :now), updated_at = :now
                         where id = :id and email = :email
                        """)
                .param("now", Time.of(clock.instant()))
                .param("id", link.userId())
                .param("email", link.email().normal())
                .update();
        mails.welcome(users.get(link.userId()));
        events.publishEvent(
                Audited.done("auth.email_verified", link.userId(), "user", link.userId()));
    }

    private void send(User user) {
        var address = EmailAddress.require(user.email());
        var issued = tokens.issue(user.id(), Purpose.EMAIL_VERIFICATION, address);
        mails.link(user, user.email(), Purpose.EMAIL_VERIFICATION, issued);
    }

    private void require(UUID userId, boolean demanded) {
        if (demanded && !users.get(userId).emailVerified()) {
            throw new ProblemException(
                    IdentityProblem.EMAIL_NOT_VERIFIED,
                    "Confirm your e-mail address first: follow the link we sent you, or ask for a new one on your profile page.");
        }
    }
}
