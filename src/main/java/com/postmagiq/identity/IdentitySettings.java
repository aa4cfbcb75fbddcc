package com.postmagiq.identity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of signing in.
 *
 * @param registration who may make an account of their own
 * @param firstUserIsOperator whether the first person ever registered operates the installation
 * @param hideExistingAccounts whether registering says nothing of who has an account: it is
 *     finished by a mailed link then
 * @param requireVerifiedEmail what waits until somebody has confirmed their address; null takes
 *     {@code invites} where mail is configured, else {@code off}
 * @param termsUrl where the terms stand that people accept by registering; empty for none
 * @param accessTokenMinutes life of an access token, 1 to 60
 * @param refreshTokenDays a session ends after so many days without use, 1 to 90
 * @param sessionAbsoluteDays a session ends after so many days in any case, up to 365
 * @param reauthenticationMinutes how long a proof of who somebody is allows dangerous requests, 1
 *     to 60
 * @param argon2MemoryKib memory of one password hash; production takes 19456 or more
 * @param argon2Iterations passes of one password hash; production takes 2 or more
 */
@ConfigurationProperties("postmagiq.identity")
record IdentitySettings(
        @DefaultValue("open") Registration registration,
        @DefaultValue("true") boolean firstUserIsOperator,
        @DefaultValue("false") boolean hideExistingAccounts,
        @Nullable EmailVerificationRule requireVerifiedEmail,
        @DefaultValue("") String termsUrl,
        @DefaultValue("15") int accessTokenMinutes,
        @DefaultValue("14") int refreshTokenDays,
        @DefaultValue("30") int sessionAbsoluteDays,
        @DefaultValue("10") int reauthenticationMinutes,
        @DefaultValue("19456") int argon2MemoryKib,
        @DefaultValue("2") int argon2Iterations) {

    /** Who may register. */
    enum Registration {
        OPEN,
        INVITE_ONLY,
        CLOSED
    }

    /**
     * What is closed to people whose address is not confirmed: nothing, what reaches outside of a
     * workspace, or every change inside one.
     */
    enum EmailVerificationRule {
        OFF,
        INVITES,
        ALL
    }

    static final int SAFE_MEMORY_KIB = 19456;
    static final int SAFE_ITERATIONS = 2;

    IdentitySettings {
        within("access-token-minutes", accessTokenMinutes, 1, 60, 15);
        within("refresh-token-days", refreshTokenDays, 1, 90, 14);
        within("session-absolute-days", sessionAbsoluteDays, refreshTokenDays, 365, 30);
        within("reauthentication-minutes", reauthenticationMinutes, 1, 60, 10);
        within("argon2-memory-kib", argon2MemoryKib, 64, 1 << 20, SAFE_MEMORY_KIB);
        within("argon2-iterations", argon2Iterations, 1, 10, SAFE_ITERATIONS);
    }

    /** The rule that holds, given whether mail reaches people. */
    EmailVerificationRule emailVerification(boolean mailConfigured) {
        if (requireVerifiedEmail != null) {
            return requireVerifiedEmail;
        }
        return mailConfigured ? EmailVerificationRule.INVITES : EmailVerificationRule.OFF;
    }

    Duration accessTokenLife() {
        return Duration.ofMinutes(accessTokenMinutes);
    }

    Duration refreshTokenLife() {
        return Duration.ofDays(refreshTokenDays);
    }

    Duration sessionAbsoluteLife() {
        return Duration.ofDays(sessionAbsoluteDays);
    }

    Duration reauthenticationLife() {
        return Duration.ofMinutes(reauthenticationMinutes);
    }

    private static void within(String key, int value, int min, int max, int example) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "postmagiq.identity.%s is %d; it must be from %d to %d, for example %d"
                            .formatted(key, value, min, max, example));
        }
    }
}
