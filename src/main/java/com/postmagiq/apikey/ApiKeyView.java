package com.postmagiq.apikey;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as lists show it; the key itself is shown once, when it is made.
 *
 * @param prefix how it begins, 11 characters
 * @param lastFour how it ends
 * @param status active, disabled, expired or revoked
 * @param rateLimitPerMinute its own limit; null for that of all keys only
 * @param creatorRemoved whoever made it has left the workspace
 * @param totalRequests up to about a minute ago, as is {@code lastUsedAt}
 * @param rotatedFromId the key it replaces
 * @param replaced another key takes its place
 */
@Schema(name = "ApiKey")
record ApiKeyView(
        UUID id,
        String name,
        @Nullable String description,
        String prefix,
        String lastFour,
        List<String> scopes,
        String status,
        @Nullable Integer rateLimitPerMinute,
        UUID createdById,
        String createdByName,
        boolean creatorRemoved,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedIp,
        long totalRequests,
        @Nullable Instant revokedAt,
        @Nullable String revokeReason,
        @Nullable UUID rotatedFromId,
        boolean replaced) {}
