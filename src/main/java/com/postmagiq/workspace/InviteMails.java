package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.mail.MailReason;
import com.postmagiq.kernel.mail.NewMail;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mails around invitations, asked for in the transaction of their cause. */
@Component
class InviteMails implements MailReason {
    private final JdbcClient jdbc;
    private final Users users;
    private final ApplicationEventPublisher events;

    InviteMails(JdbcClient jdbc, Users users, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.users = users;
        this.events = events;
    }

    /**
     * Sends the link, in the reader's language where we know it and else in the inviter's.
     *
     * @param reminder whether the invitation was sent before and is about to end
     */
    void invite(
            UUID membershipId,
            String email,
            UUID inviterId,
            String token,
            Instant expires,
            boolean reminder) {
        var reader = users.byEmail(email);
        var locale = reader.orElseGet(() -> users.get(inviterId)).locale();
        events.publishEvent(
                new NewMail(
                        "workspace_invite",
                        NewMail.Category.TRANSACTIONAL,
                        reader.map(User::id).orElse(null),
                        email,
                        reader.map(User::fullName).orElse(""),
                        locale,
                        Map.of(
                                "membership_id", membershipId,
                                "inviter_id", inviterId,
                                "expires_at", expires.toString(),
                                "reminder", reminder),
                        Map.of("token", token),
                        null));
    }

    /** An invitation that was taken back or accepted meanwhile is not mailed any more. */
    @Override
    public boolean isGone(String template, @Nullable UUID userId, Map<String, Object> params) {
        return template.equals("workspace_invite")
                && params.get("membership_id") instanceof String id
                && !isPending(UUID.fromString(id));
    }

    private boolean isPending(UUID membershipId) {
        return jdbc.sql(
                        """
                        select exists (select from app.workspace_memberships where id = :id and status = 'pending')
                        """)
                .param("id", membershipId)
                .query(Boolean.class)
                .single();
    }

    /** Tells the inviter that somebody came. */
    void accepted(UUID membershipId, UUID inviterId, UUID memberId) {
        users.byId(inviterId)
                .filter(User::isActive)
                .ifPresent(
                        inviter ->
                                events.publishEvent(
                                        new NewMail(
                                                "invite_accepted",
                                                NewMail.Category.NOTIFICATION,
                                                inviter.id(),
                                                inviter.email(),
                                                inviter.fullName(),
                                                inviter.locale(),
                                                Map.of(
                                                        "membership_id", membershipId,
                                                        "member_id", memberId),
                                                Map.of(),
                                                "invite_accepted:" + membershipId)));
    }
}
