package com.postmagiq.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * How tokens reach a client. Our browser application gets the refresh token as a cookie its scripts
 * cannot read; everybody else gets it in the body.
 */
@Component
public class TokenDelivery {
    private static final String SECURE_COOKIE = "__Host-pm_refresh";
    private static final String PLAIN_COOKIE = "pm_refresh";
    private static final String PLAIN_PATH = "/api/v1/auth";

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
    public record Body(
            String accessToken,
            @Nullable String refreshToken,
            String tokenType,
            long expiresIn,
            User user) {}

    public Body body(IssuedTokens tokens, Caller caller) {
        return new Body(
                tokens.accessToken(),
                caller.web() ? null : tokens.refreshToken(),
                "bearer",
                accessTokens.life().toSeconds(),
                tokens.user());
    }

    /** The headers that go with the body: the cookie in the browser's case. */
    public HttpHeaders headers(IssuedTokens tokens, Caller caller) {
        var headers = new HttpHeaders();
        if (caller.web()) {
            var life = Duration.between(clock.instant(), tokens.refreshExpires());
            headers.add(
                    HttpHeaders.SET_COOKIE,
                    cookie(tokens.refreshToken(), life, caller.secure()).toString());
        }
        return headers;
    }

    /** Headers that make a browser drop the cookie. */
    static HttpHeaders forget(boolean secure) {
        var headers = new HttpHeaders();
        headers.add(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, secure).toString());
        return headers;
    }

    /** The refresh token in the request's cookie. */
    static Optional<String> inCookie(HttpServletRequest request) {
        var name = request.isSecure() ? SECURE_COOKIE : PLAIN_COOKIE;
        var cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name) && !cookie.getValue().isEmpty())
                .map(Cookie::getValue)
                .findFirst();
    }

    private static ResponseCookie cookie(String value, Duration life, boolean secure) {
        return ResponseCookie.from(secure ? SECURE_COOKIE : PLAIN_COOKIE, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path(secure ? "/" : PLAIN_PATH)
                .maxAge(life)
                .build();
    }
}
