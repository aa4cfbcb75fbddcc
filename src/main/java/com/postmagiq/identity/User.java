package com.postmagiq.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person of the installation, as others may see them.
 *
 * @param isSuperuser operates the installation; gives no right inside workspaces
 * @param defaultWorkspaceId opened after signing in; null for none
 * @param locale BCP 47
 * @param timeZone IANA name
 * @param hasPassword false for people who sign in only by passkey or elsewhere
 * @param secondFactors what guards the account besides: {@code totp}, {@code passkey}
 */
public record User(
        UUID id,
        String email,
        String fullName,
        boolean emailVerified,
        boolean isActive,
        boolean isSuperuser,
        @Nullable UUID defaultWorkspaceId,
        String locale,
        String timeZone,
        Instant createdAt,
        boolean hasPassword,
        List<String> secondFactors) {}
