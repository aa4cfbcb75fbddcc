package com.postmagiq.identity;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets that are handed out once and kept as digests: 256 random bits, so one plain SHA-256 is
 * enough.
 */
public final class OpaqueSecret {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OpaqueSecret() {}

    /** A new secret as base64url without padding (43 characters). */
    public static String next() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
