package com.postmagiq.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person gets for signing in or refreshing.
 *
 * @param refreshExpires when the refresh token dies unused
 * @param deviceToken what the browser is recognised by from now on; null when nothing changes
 */
public record IssuedTokens(
        String accessToken,
        String refreshToken,
        Instant refreshExpires,
        @Nullable String deviceToken,
        User user) {
    @Override
    public String toString() {
        return "IssuedTokens[user=" + user.id() + "]";
    }
}
