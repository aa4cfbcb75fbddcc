package com.postmagiq.identity.oidc;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says of somebody, checked.
 *
 * @param subject never given to somebody else by this issuer
 * @param email null when the issuer does not tell
 * @param methods in which ways they signed in there (RFC 8176)
 * @param authenticatedAt when they did; null when the issuer does not tell
 */
public record IdToken(
        String issuer,
        String subject,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String name,
        @Nullable String locale,
        List<String> methods,
        @Nullable Instant authenticatedAt) {
    private static final Set<String> SECOND_FACTORS =
            Set.of("mfa", "otp", "hwk", "swk", "sms", "pop", "face", "fpt");

    /** Whether the issuer says that more than a password was shown. */
    public boolean secondFactor() {
        return methods.stream().anyMatch(SECOND_FACTORS::contains);
    }
}
