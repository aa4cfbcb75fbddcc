package com.postmagiq.identity;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** One way in which somebody showed who they are (RFC 8176 calls it an authentication method). */
public enum Proof {
    PWD,
    /** A code of an authenticator. */
    OTP,
    RECOVERY,
    /** A passkey that knew its owner, or one used beside a password. */
    PASSKEY,
    /** A passkey that was only touched: it shows the key, not the person. */
    PRESENCE,
    OIDC;

    private static final Set<Proof> SECOND = EnumSet.of(OTP, RECOVERY, PASSKEY);

    /** Whether these include something besides what a person knows. */
    static boolean hasSecondFactor(Set<Proof> proofs) {
        return proofs.stream().anyMatch(SECOND::contains);
    }

    /** As it stands in the database. */
    String stored() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Proof of(String stored) {
        return valueOf(stored.toUpperCase(Locale.ROOT));
    }
}
