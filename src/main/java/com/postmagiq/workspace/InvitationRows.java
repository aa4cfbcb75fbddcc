package com.postmagiq.workspace;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of invitations as accepting and declining read and change them. */
@Repository
class InvitationRows {
    /** How long the person who followed a link may do so again. */
    private static final Duration REPEATABLE = Duration.ofHours(24);

    private static final String READ =
            """
            select m.id, m.email, m.status, m.role, own.name as custom_role, m.invite_expires_at, m.invited_by_id,
                   u.full_name as inviter_name, w.name as workspace_name
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id
              left join core.users u on u.id = m.invited_by_id
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.id = :id
            """;

    /** An invitation and what its reader wants to know. */
    record Invitation(
            UUID id,
            String email,
            String status,
            String role,
            @Nullable String customRole,
            @Nullable Instant expires,
            @Nullable UUID inviterId,
            @Nullable String inviterName,
            String workspaceName) {

        boolean isOpen(Instant now) {
            return status.equals("pending") && expires != null && now.isBefore(expires);
        }

        boolean isFor(String address) {
            return email.equals(address);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    InvitationRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Invitation get(UUID id) {
        return jdbc.sql(READ).param("id", id).query((row, _) -> invitation(row)).single();
    }

    /** The same, and whoever else wants to decide about it waits until this transaction ends. */
    Invitation lock(UUID id) {
        return jdbc.sql(READ + " for update of m")
                .param("id", id)
                .query((row, _) -> invitation(row))
                .single();
    }

    void accept(UUID id, UUID userId) {
        jdbc.sql(
                        """
                        update app.workspace_memberships
                           set status = 'active', user_id = :user, accepted_at = :now, invite_expires_at = null,
                               updated_at = :now
                         where id = :id
                        """)
                .param("user", userId)
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .update();
    }

    void decline(UUID id) {
        jdbc.sql(
                        """
                        update app.workspace_memberships set status = 'revoked', updated_at = :now where id = :id
                        """)
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .update();
    }

    boolean isMember(UUID userId) {
        return jdbc.sql(
                        """
                        select exists (select from app.workspace_memberships
                                        where user_id = :user and status = 'active')
                        """)
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    void used(byte[] tokenHash, UUID membershipId, UUID userId) {
        jdbc.sql(
                        """
                        insert into app.used_invites (workspace_id, token_hash, membership_id, user_id, used_at)
                        values (:workspace, :hash, :membership, :user, :now)
                        """)
                .param("workspace", CurrentWorkspace.id())
                .param("hash", tokenHash)
                .param("membership", membershipId)
                .param("user", userId)
                .param("now", Rows.at(clock.instant()))
                .update();
    }

    /** Who followed a link within the last day. */
    Optional<UUID> usedBy(byte[] tokenHash) {
        return jdbc.sql(
                        """
                        select user_id from app.used_invites where token_hash = :hash and used_at > :since
                        """)
                .param("hash", tokenHash)
                .param("since", Rows.at(clock.instant().minus(REPEATABLE)))
                .query(UUID.class)
                .optional();
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("status"),
                row.getString("role"),
                row.getString("custom_role"),
                Rows.instant(row, "invite_expires_at"),
                Rows.id(row, "invited_by_id"),
                row.getString("inviter_name"),
                row.getString("workspace_name"));
    }
}
