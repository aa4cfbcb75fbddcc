package com.postmagiq.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A seal over the entries that were recorded within a stretch of time.
 *
 * @param number from 1, without gaps
 * @param from included; where the seal before ended
 * @param to not included
 * @param digest SHA-256 over the entries, in hex
 * @param previousDigest the one of the seal before; null for the first
 * @param keyId of the key that signed
 * @param hmac the signature, in hex
 */
record Seal(
        long number,
        Instant from,
        Instant to,
        int entries,
        String digest,
        @Nullable String previousDigest,
        String keyId,
        String hmac,
        Instant sealedAt) {
    /** What its signature is for. */
    static final String PURPOSE = "audit";

    /** Where the first seal begins. */
    static final Instant BEGINNING = Instant.EPOCH;

    /**
     * What is signed: every fact of a seal, and whose it is, so that none can be moved to another
     * log.
     *
     * @param workspaceId null for the log of the installation
     */
    static String signed(
            @Nullable UUID workspaceId,
            long number,
            Instant from,
            Instant to,
            int entries,
            String digest,
            @Nullable String previousDigest,
            Instant sealedAt) {
        return String.join(
                "|",
                workspaceId == null ? "installation" : workspaceId.toString(),
                String.valueOf(number),
                micros(from),
                micros(to),
                String.valueOf(entries),
                digest,
                previousDigest == null ? "" : previousDigest,
                micros(sealedAt));
    }

    String signed(@Nullable UUID workspaceId) {
        return signed(workspaceId, number, from, to, entries, digest, previousDigest, sealedAt);
    }

    /** As exact as the database keeps it. */
    private static String micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }
}
