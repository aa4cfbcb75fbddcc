package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.mail.MailReason;
import com.postmagiq.kernel.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links that work once: each new one makes the person's older ones of its purpose useless, and each
 * has an end. Only digests are kept. A mail whose link has become useless is not sent.
 */
@Component
class OneTimeTokens implements MailReason {
    private static final String OPEN =
            "used_at is null and superseded_at is null and expires_at > :now";

    /** What a link is for, which mail carries it and how long it works. */
    enum Purpose {
        PASSWORD_RESET("password_reset", Duration.ofMinutes(30)),
        EMAIL_VERIFICATION("verify_email", Duration.ofHours(24)),
        EMAIL_CHANGE("email_change", Duration.ofHours(24)),
        ERASURE_CANCEL("erasure_requested", AccountEnd.COOLING);

        private final String template;
        private final Duration life;

        Purpose(String template, Duration life) {
            this.template = template;
            this.life = life;
        }

        String template() {
            return template;
        }

        private String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A new link's secret; it is nowhere else. */
    record Issued(UUID id, String token, Instant expires) {
        @Override
        public String toString() {
            return "Issued[" + id + "]";
        }
    }

    /** Whose link it is, and the address that received it. */
    record Link(UUID userId, EmailAddress email) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    OneTimeTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes a link in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Issued issue(UUID userId, Purpose purpose, EmailAddress email) {
        // of two requests at once one waits here, and then supersedes the other's link
        jdbc.sql("select id from core.users where id = :id for update")
                .param("id", userId)
                .query(UUID.class)
                .single();
        supersede(userId, purpose);
        var now = clock.instant();
        var issued = new Issued(Ids.next(), OpaqueSecret.next(), now.plus(purpose.life));
        jdbc.sql(
                        """
                        insert into core.one_time_tokens (id, user_id, purpose, token_hash, email, email_display,
                            expires_at, created_at)
                        values (:id, :user, :purpose, :hash, :email, :display, :expires, :now)
                        """)
                .param("id", issued.id())
                .param("user", userId)
                .param("purpose", purpose.stored())
                .param("hash", Sha256.of(issued.token()))
                .param("email", email.normal())
                .param("display", email.display())
                .param("expires", Time.of(issued.expires()))
                .param("now", Time.of(now))
                .update();
        return issued;
    }

    /** Makes a person's open links of one purpose useless. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void supersede(UUID userId, Purpose purpose) {
        jdbc.sql(
                        """
                        update core.one_time_tokens set superseded_at = :now
                         where user_id = :user and purpose = :purpose and used_at is null and superseded_at is null
                        """)
                .param("now", Time.of(clock.instant()))
                .param("user", userId)
                .param("purpose", purpose.stored())
                .update();
    }

    /**
     * The link of a token that would work now; it stays usable.
     *
     * @throws ProblemException {@code auth.link_invalid}
     */
    Link look(String token, Purpose purpose) {
        return find(token, purpose, OPEN).orElseThrow(OneTimeTokens::invalid);
    }

    /** A link that has been used already, for whoever follows it a second time. */
    Optional<Link> used(String token, Purpose purpose) {
        return find(token, purpose, "used_at is not null and expires_at > :now");
    }

    /**
     * Uses a link up, in the caller's transaction. Of two uses at once the second one finds none.
     *
     * @throws ProblemException {@code auth.link_invalid}, the same for an unknown, used, replaced
     *     and expired one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Link use(String token, Purpose purpose) {
        return jdbc.sql(
                        """
                        update core.one_time_tokens set used_at = :now
                         where token_hash = :hash and purpose = :purpose and %s
                        returning user_id, email, email_display
                        """
                                .formatted(OPEN))
                .param("now", Time.of(clock.instant()))
                .param("hash", Sha256.of(token))
                .param("purpose", purpose.stored())
                .query((row, _) -> link(row))
                .optional()
                .orElseThrow(OneTimeTokens::invalid);
    }

    @Override
    public boolean isGone(String template, @Nullable UUID userId, Map<String, Object> params) {
        var ours = Arrays.stream(Purpose.values()).anyMatch(each -> each.template.equals(template));
        return ours
                && !(params.get("token_id") instanceof String id && isOpen(UUID.fromString(id)));
    }

    private boolean isOpen(UUID id) {
        return jdbc.sql(
                        """
                        select exists (select from core.one_time_tokens t join core.users u on u.id = t.user_id
                                        where t.id = :id and (u.is_active or t.purpose = 'erasure_cancel') and %s
                                          and not (purpose = 'email_verification' and u.email_verified_at is not null))
                        """
                                .formatted(OPEN))
                .param("id", id)
                .param("now", Time.of(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    private Optional<Link> find(String token, Purpose purpose, String state) {
        return jdbc.sql(
                        """
                        select user_id, email, email_display from core.one_time_tokens
                         where token_hash = :hash and purpose = :purpose and %s
                        """
                                .formatted(state))
                .param("hash", Sha256.of(token))
                .param("purpose", purpose.stored())
                .param("now", Time.of(clock.instant()))
                .query((row, _) -> link(row))
                .optional();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getObject("user_id", UUID.class),
                new EmailAddress(row.getString("email"), row.getString("email_display")));
    }

    private static ProblemException invalid() {
        return new ProblemException(
                IdentityProblem.LINK_INVALID,
                "This link does not work: it was used, replaced by a newer one, or is too old. Ask for a new one.");
    }
}
