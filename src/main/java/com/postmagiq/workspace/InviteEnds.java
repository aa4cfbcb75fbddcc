package com.postmagiq.workspace;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of invitations nobody answers, and of links and addresses nobody needs. */
@Component
class InviteEnds {
    private static final String REMIND =
            """
            update app.workspace_memberships set invite_reminded_at = :now
             where id = :id and status = 'pending' and invite_reminded_at is null
            returning email, invited_by_id, invite_expires_at
            """;

    private record Waiting(
            String email, @Nullable UUID invitedById, OffsetDateTime inviteExpiresAt) {}

    private final JdbcClient jdbc;
    private final InviteTokens tokens;
    private final InviteMails mails;
    private final Reach reach;
    private final Clock clock;

    InviteEnds(JdbcClient jdbc, InviteTokens tokens, InviteMails mails, Reach reach, Clock clock) {
        this.jdbc = jdbc;
        this.tokens = tokens;
        this.mails = mails;
        this.reach = reach;
        this.clock = clock;
    }

    @Transactional
    public void expire(UUID id) {
        jdbc.sql(
                        """
                        update app.workspace_memberships set status = 'expired', updated_at = :now
                         where id = :id and status = 'pending' and invite_expires_at <= :now
                        """)
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .update();
    }

    /** One more mail with a link of its own; the first mail's link works on. */
    @Transactional
    public void remind(UUID id) {
        jdbc.sql(REMIND)
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .query(Waiting.class)
                .optional()
                .filter(_ -> reach.byMail())
                .ifPresent(waiting -> remind(id, waiting));
    }

    private void remind(UUID id, Waiting waiting) {
        // Whoever invited may have been erased since; then there is nobody to write for.
        if (waiting.invitedById() != null) {
            mails.invite(
                    id,
                    waiting.email(),
                    waiting.invitedById(),
                    tokens.next(id),
                    waiting.inviteExpiresAt().toInstant(),
                    true);
        }
    }

    @Transactional
    public void forgetLinks(UUID id) {
        tokens.forget(id);
        jdbc.sql("delete from app.used_invites where membership_id = :id").param("id", id).update();
    }

    /** Lets others take the addresses of the bound workspace, which has been emptied long ago. */
    @Transactional
    public void freeSlugs() {
        jdbc.sql("delete from core.tenant_lookups where workspace_id = :id")
                .param("id", CurrentWorkspace.id())
                .update();
    }
}
