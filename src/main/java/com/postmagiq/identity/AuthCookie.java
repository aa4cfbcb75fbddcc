package com.postmagiq.identity;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * The cookies there are. Scripts and other sites never see them; over HTTPS their names bind them
 * to this very host (RFC 6265bis 4.1.3.2).
 */
enum AuthCookie {
    REFRESH("pm_refresh", "Strict"),
    DEVICE("pm_device", "Strict"),
    /** Comes back with a browser that an issuer sends to us, so it cannot be strict. */
    OIDC("pm_oidc", "Lax");

    private static final String HOST = "__Host-";
    private static final String PLAIN_PATH = "/api/v1/auth";

    private final String plainName;
    private final String sameSite;

    AuthCookie(String plainName, String sameSite) {
        this.plainName = plainName;
        this.sameSite = sameSite;
    }

    /** What the request's cookie of this kind holds. */
    Optional<String> of(HttpServletRequest request) {
        var name = name(request.isSecure());
        var cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name) && !cookie.getValue().isEmpty())
                .map(Cookie::getValue)
                .findFirst();
    }

    /** The header value that sets it. */
    String set(String value, Duration life, boolean secure) {
        return ResponseCookie.from(name(secure), value)
                .httpOnly(true)
                .secure(secure)
                .sameSite(sameSite)
                .path(secure ? "/" : PLAIN_PATH)
                .maxAge(life)
                .build()
                .toString();
    }

    /** The header value that makes a browser drop it. */
    String forget(boolean secure) {
        return set("", Duration.ZERO, secure);
    }

    private String name(boolean secure) {
        return secure ? HOST + plainName : plainName;
    }
}
