package com.postmagiq.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * How tokens reach a client. Our browser application gets the refresh token as a cookie its scripts
 * cannot read; everybody else gets it in the body.
 */
@Component
public class TokenDelivery {
    private final AccessTokens accessTokens;
    private final Clock clock;

    TokenDelivery(AccessTokens accessTokens, Clock clock) {
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /**
     * The body of an answer that carries tokens.
     *
     * @param refreshToken null when it travels in the cookie
     * @param expiresIn life of the access token in seconds
     */
    @Schema(name = "Token")
    public record Body(
            String accessToken,
            @Nullable String refreshToken,
            String tokenType,
            long expiresIn,
            User user) {}

    /** The whole answer of a sign-in. */
    ResponseEntity<Body> answer(IssuedTokens tokens, Caller caller) {
        return ResponseEntity.ok().headers(headers(tokens, caller)).body(body(tokens, caller));
    }

    public Body body(IssuedTokens tokens, Caller caller) {
        return new Body(
                tokens.accessToken(),
                caller.web() ? null : tokens.refreshToken(),
                "bearer",
                accessTokens.life().toSeconds(),
                tokens.user());
    }

    /** The headers that go with the body: cookies in the browser's case. */
    public HttpHeaders headers(IssuedTokens tokens, Caller caller) {
        var headers = new HttpHeaders();
        if (caller.web()) {
            var life = Duration.between(clock.instant(), tokens.refreshExpires());
            headers.add(
                    HttpHeaders.SET_COOKIE,
                    AuthCookie.REFRESH.set(tokens.refreshToken(), life, caller.secure()));
        }
        if (tokens.deviceToken() != null) {
            headers.add(
                    HttpHeaders.SET_COOKIE,
                    AuthCookie.DEVICE.set(
                            tokens.deviceToken(), KnownDevices.REMEMBERED, caller.secure()));
        }
        return headers;
    }

    /** Headers that make a browser drop the refresh token. */
    static HttpHeaders forget(boolean secure) {
        var headers = new HttpHeaders();
        headers.add(HttpHeaders.SET_COOKIE, AuthCookie.REFRESH.forget(secure));
        return headers;
    }
}
