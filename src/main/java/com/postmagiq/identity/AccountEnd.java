package com.postmagiq.identity;

import com.postmagiq.kernel.privacy.Subject;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Closing somebody's account until it is erased, and opening it again by the mailed link. */
@Service
public class AccountEnd {
    /** How long somebody may change their mind. */
    static final Duration COOLING = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final Users users;
    private final People people;
    private final LoginSessions sessions;
    private final Impersonations impersonations;
    private final OneTimeTokens tokens;
    private final AccountMails mails;
    private final Clock clock;

    AccountEnd(
            JdbcClient jdbc,
            Users users,
            People people,
            LoginSessions sessions,
            Impersonations impersonations,
            OneTimeTokens tokens,
            AccountMails mails,
            Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.people = people;
        this.sessions = sessions;
        this.impersonations = impersonations;
        this.tokens = tokens;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Refuses the last operator of the installation.
     *
     * @throws ProblemException {@code admin.last_operator}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireMayLeave(UUID userId) {
        people.requireMayLeave(users.get(userId));
    }

    /**
     * Shuts somebody out at their own wish, and mails them the link back.
     *
     * @return when they may be erased
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant close(UUID userId) {
        var user = users.get(userId);
        people.requireMayLeave(user);
        var eraseAfter = clock.instant().plus(COOLING);
        jdbc.sql(
                        """
                        update core.users set is_active = false, erase_after = :after, updated_at = :now
                         where id = :id
                        """)
                .param("after", Time.of(eraseAfter))
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
        sessions.endAll(userId, null, EndReason.ERASED);
        impersonations.endAllOf(userId);
        var purpose = OneTimeTokens.Purpose.ERASURE_CANCEL;
        var address = EmailAddress.require(user.email());
        mails.link(user, user.email(), purpose, tokens.issue(userId, purpose, address));
        return eraseAfter;
    }

    /**
     * Lets somebody in again by the token of their link.
     *
     * @return who it is
     * @throws ProblemException {@code auth.link_invalid}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID reopen(String token) {
        var userId = tokens.use(token, OneTimeTokens.Purpose.ERASURE_CANCEL).userId();
        jdbc.sql(
                        """
                        update core.users set is_active = true, erase_after = null, updated_at = :now
                         where id = :id and erase_after is not null
                        """)
                .param("now", Time.of(clock.instant()))
                .param("id", userId)
                .update();
        return userId;
    }

    /** People whose time to change their mind is over; one whom an operator let in is none. */
    public List<Subject> due(int limit) {
        return jdbc.sql(
                        """
                        select id, email from core.users
                         where erase_after <= :now and not is_active order by erase_after limit :limit
                        """)
                .param("now", Time.of(clock.instant()))
                .param("limit", limit)
                .query(Subject.class)
                .list();
    }

    /** When a person is going to be erased; empty when they did not ask for it. */
    public Optional<Instant> eraseAfter(UUID userId) {
        return jdbc.sql("select erase_after from core.users where id = :id")
                .param("id", userId)
                .query((row, _) -> Optional.ofNullable(Time.readNullable(row, "erase_after")))
                .optional()
                .flatMap(each -> each);
    }
}
