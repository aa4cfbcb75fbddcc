package com.postmagiq.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a live login session. Controllers outside workspaces take it as a parameter with
 * {@code @AuthenticationPrincipal}.
 *
 * @param isSuperuser operates the installation; gives no right inside workspaces
 * @param secondFactor whether the session was proved by more than a password
 * @param provedAt when somebody last showed in this session who they are
 * @param web comes from our own browser application
 * @param support who really acts, when an operator does so in this person's name; else null
 */
public record SignedIn(
        UUID userId,
        UUID sessionId,
        String fullName,
        boolean isSuperuser,
        boolean secondFactor,
        Instant provedAt,
        boolean web,
        @Nullable Support support) {

    /**
     * An operator who acts for somebody.
     *
     * @param id of the impersonation
     */
    public record Support(UUID id, UUID operatorId) {}
}
