package com.postmagiq.identity;

import java.time.Instant;

/**
 * What a person gets for signing in or refreshing.
 *
 * @param refreshExpires when the refresh token dies unused
 */
public record IssuedTokens(
        String accessToken, String refreshToken, Instant refreshExpires, User user) {
    @Override
    public String toString() {
        return "IssuedTokens[user=" + user.id() + "]";
    }
}
