package com.postmagiq.asset;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored file as people see it.
 *
 * @param type what it is for, such as {@code attachment}
 * @param filename a label, at most 255 characters
 * @param mimeType found by its content
 * @param checksumSha256 of its bytes, in hexadecimal
 * @param userId who put it there
 * @param expiresAt when it goes by itself
 */
public record Asset(
        UUID id,
        String type,
        String filename,
        String mimeType,
        long sizeBytes,
        String checksumSha256,
        @Nullable UUID userId,
        @Nullable Instant expiresAt,
        Instant createdAt) {}
