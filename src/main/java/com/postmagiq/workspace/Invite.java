package com.postmagiq.workspace;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as the people of the workspace see it.
 *
 * @param id also the id of the membership it becomes
 * @param role the built-in role, or the one the workspace's own role counts as
 * @param customRole name of the workspace's own role; null for a built-in one
 * @param status pending, active once accepted, expired, revoked or removed
 * @param sentAgain how often it was sent again
 * @param inviteUrl the link to hand on, told once and only where no mail is sent
 */
record Invite(
        UUID id,
        String email,
        String role,
        @Nullable UUID customRoleId,
        @Nullable String customRole,
        String status,
        @Nullable String message,
        @Nullable UUID invitedById,
        @Nullable String invitedByName,
        @Nullable Instant invitedAt,
        @Nullable Instant expiresAt,
        int sentAgain,
        @Nullable String inviteUrl) {

    Invite withUrl(@Nullable String url) {
        return new Invite(
                id,
                email,
                role,
                customRoleId,
                customRole,
                status,
                message,
                invitedById,
                invitedByName,
                invitedAt,
                expiresAt,
                sentAgain,
                url);
    }
}
