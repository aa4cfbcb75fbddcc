package com.postmagiq.identity;

import java.util.UUID;

/**
 * Somebody with a live login session. Controllers outside workspaces take it as a parameter with
 * {@code @AuthenticationPrincipal}.
 *
 * @param isSuperuser operates the installation; gives no right inside workspaces
 */
public record SignedIn(UUID userId, UUID sessionId, String fullName, boolean isSuperuser) {}
