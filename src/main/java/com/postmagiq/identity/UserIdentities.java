package com.postmagiq.identity;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts at issuers that sign in people here. */
@Component
class UserIdentities {
    /**
     * One of a person.
     *
     * @param provider the issuer's name in the settings
     */
    @Schema(name = "Identity")
    record Entry(
            UUID id,
            String provider,
            @Nullable String emailAtLink,
            Instant linkedAt,
            Instant lastUsedAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    UserIdentities(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Oldest first. */
    List<Entry> of(UUID userId) {
        return jdbc.sql(
                        """
                        select id, provider, email_at_link, linked_at, last_used_at from core.user_identities
                         where user_id = :user order by id
                        """)
                .param("user", userId)
                .query(
                        (row, _) ->
                                new Entry(
                                        row.getObject("id", UUID.class),
                                        row.getString("provider"),
                                        row.getString("email_at_link"),
                                        Time.read(row, "linked_at"),
                                        Time.read(row, "last_used_at")))
                .list();
    }

    /** Whose account this is here, noting that it was used. */
    Optional<UUID> owner(OidcVisits.Returned returned) {
        return jdbc.sql(
                        """
                        update core.user_identities set last_used_at = :now
                         where issuer = :issuer and subject = :subject returning user_id
                        """)
                .param("now", Time.of(clock.instant()))
                .param("issuer", returned.issuer())
                .param("subject", returned.subject())
                .query(UUID.class)
                .optional();
    }

    /** Links an account to a person; empty when it is linked to somebody already. */
    Optional<UUID> link(UUID userId, OidcVisits.Returned returned) {
        return jdbc.sql(
                        """
                        insert into core.user_identities (id, user_id, provider, issuer, subject, email_at_link, linked_at,
                            last_used_at)
                        values (:id, :user, :provider, :issuer, :subject, :email, :now, :now)
                        on conflict (issuer, subject) do nothing
                        returning id
                        """)
                .param("id", Ids.next())
                .param("user", userId)
                .param("provider", returned.issuerName())
                .param("issuer", returned.issuer())
                .param("subject", returned.subject())
                .param("email", returned.email())
                .param("now", Time.of(clock.instant()))
                .query(UUID.class)
                .optional();
    }

    static ProblemException unknown() {
        return new ProblemException(
                GeneralProblem.NOT_FOUND, "You have no linked account with this id.");
    }

    /** Takes a link away; false when the person has none with this id. */
    boolean remove(UUID userId, UUID id) {
        return jdbc.sql("delete from core.user_identities where id = :id and user_id = :user")
                        .param("id", id)
                        .param("user", userId)
                        .update()
                == 1;
    }
}
