package com.postmagiq.identity;

import org.jspecify.annotations.Nullable;

/**
 * What somebody tells about themselves when registering.
 *
 * @param locale BCP 47; null for {@code en}
 * @param timeZone IANA name; null for UTC
 * @param knownWords more words a guesser would try as this person's password, such as the name of
 *     their workspace; may be empty
 */
public record NewUser(
        String email,
        String password,
        String fullName,
        @Nullable String locale,
        @Nullable String timeZone,
        String knownWords) {}
