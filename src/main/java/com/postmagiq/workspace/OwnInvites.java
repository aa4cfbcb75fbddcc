package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.tenancy.SystemDb;
import com.postmagiq.workspace.InviteTokens.Target;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The open invitations of a person's own address, over all workspaces. Only a verified address
 * shows any: otherwise registering somebody else's address would tell who invited them.
 */
@Component
class OwnInvites {
    private static final String OPEN =
            """
            select m.id, m.workspace_id, w.name as workspace_name, m.role, own.name as custom_role, m.invited_by_id,
                   m.invite_expires_at
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id and w.status = 'active'
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.email = :email and m.status = 'pending' and m.invite_expires_at > :now
             order by m.id
             limit 200
            """;

    /** An invitation that waits for the reader. */
    record OwnInvite(
            UUID id,
            UUID workspaceId,
            String workspaceName,
            String role,
            @Nullable String customRole,
            @Nullable String inviterName,
            Instant expiresAt) {}

    private record Found(OwnInvite invite, @Nullable UUID inviterId) {}

    private final SystemDb system;
    private final Users users;
    private final Clock clock;

    OwnInvites(SystemDb system, Users users, Clock clock) {
        this.system = system;
        this.users = users;
        this.clock = clock;
    }

    List<OwnInvite> of(UUID userId) {
        return found(userId).stream().map(this::named).toList();
    }

    int count(UUID userId) {
        return found(userId).size();
    }

    Optional<Target> find(UUID userId, UUID id) {
        return found(userId).stream()
                .filter(found -> found.invite().id().equals(id))
                .map(found -> new Target(found.invite().workspaceId(), id))
                .findFirst();
    }

    private List<Found> found(UUID userId) {
        var user = users.get(userId);
        if (!user.emailVerified()) {
            return List.of();
        }
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc ->
                        jdbc.sql(OPEN)
                                .param("email", user.email())
                                .param("now", Rows.at(clock.instant()))
                                .query(
                                        (row, _) ->
                                                new Found(
                                                        new OwnInvite(
                                                                row.getObject("id", UUID.class),
                                                                row.getObject(
                                                                        "workspace_id", UUID.class),
                                                                row.getString("workspace_name"),
                                                                row.getString("role"),
                                                                row.getString("custom_role"),
                                                                null,
                                                                row.getObject(
                                                                                "invite_expires_at",
                                                                                OffsetDateTime
                                                                                        .class)
                                                                        .toInstant()),
                                                        Rows.id(row, "invited_by_id")))
                                .list());
    }

    private OwnInvite named(Found found) {
        var invite = found.invite();
        var inviter =
                Optional.ofNullable(found.inviterId()).flatMap(users::byId).map(User::fullName);
        return new OwnInvite(
                invite.id(),
                invite.workspaceId(),
                invite.workspaceName(),
                invite.role(),
                invite.customRole(),
                inviter.orElse(null),
                invite.expiresAt());
    }
}
