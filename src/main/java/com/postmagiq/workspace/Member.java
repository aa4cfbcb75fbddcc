package com.postmagiq.workspace;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a workspace, invited to it, or who was.
 *
 * @param userId null until an invitation is accepted
 * @param email null where the workspace hides addresses from the reader
 * @param role the built-in role, or the one the workspace's own role counts as
 * @param customRole name of the workspace's own role; null for a built-in one
 * @param status pending, active, expired, revoked or removed
 * @param isClient a client of an agency, who sees the portal only
 * @param hasSecondFactor whether their account is guarded by more than a password; null for readers
 *     who do not look after the members
 */
record Member(
        UUID id,
        @Nullable UUID userId,
        @Nullable String email,
        @Nullable String fullName,
        String role,
        @Nullable UUID customRoleId,
        @Nullable String customRole,
        String status,
        boolean isClient,
        BigDecimal weeklyCapacityHours,
        @Nullable Instant invitedAt,
        @Nullable Instant inviteExpiresAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant lastActiveAt,
        @Nullable Boolean hasSecondFactor) {}
