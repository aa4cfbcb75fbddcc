package com.postmagiq.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * From where somebody signs in.
 *
 * @param web our own browser application: its refresh token travels in a cookie
 * @param secure the request came over HTTPS
 * @param address network address of the caller, as a literal
 * @param deviceToken what the cookie of a browser holds that signed somebody in before
 */
public record Caller(
        boolean web,
        boolean secure,
        @Nullable String userAgent,
        String address,
        @Nullable String deviceToken) {
    private static final String CLIENT = "X-Client";
    private static final int LONGEST_USER_AGENT = 400;

    /** Reads it from a request; forwarded addresses are the server's business, not ours. */
    public static Caller of(HttpServletRequest request) {
        var agent = request.getHeader(HttpHeaders.USER_AGENT);
        var address = request.getRemoteAddr();
        var zone = address.indexOf('%');
        return new Caller(
                isWeb(request),
                request.isSecure(),
                agent == null || agent.length() <= LONGEST_USER_AGENT
                        ? agent
                        : agent.substring(0, LONGEST_USER_AGENT),
                zone < 0 ? address : address.substring(0, zone),
                AuthCookie.DEVICE.of(request).orElse(null));
    }

    static boolean isWeb(HttpServletRequest request) {
        return "web".equals(request.getHeader(CLIENT));
    }

    /** What a person recognises: "Firefox on Linux". */
    String deviceLabel() {
        return userAgent == null ? "Unknown device" : browser(userAgent) + system(userAgent);
    }

    // Order matters: most browsers also name the ones before them.
    private static String browser(String agent) {
        if (agent.contains("Edg/")) {
            return "Edge";
        }
        if (agent.contains("OPR/")) {
            return "Opera";
        }
        if (agent.contains("Firefox/")) {
            return "Firefox";
        }
        if (agent.contains("Chrome/")) {
            return "Chrome";
        }
        if (agent.contains("Safari/")) {
            return "Safari";
        }
        var end = agent.indexOf('/');
        var product = end > 0 ? agent.substring(0, end) : agent;
        return product.isBlank()
                ? "Unknown device"
                : product.substring(0, Math.min(product.length(), 60));
    }

    private static String system(String agent) {
        if (agent.contains("iPhone") || agent.contains("iPad")) {
            return " on iOS";
        }
        if (agent.contains("Android")) {
            return " on Android";
        }
        if (agent.contains("Windows")) {
            return " on Windows";
        }
        if (agent.contains("Mac OS X")) {
            return " on macOS";
        }
        return agent.contains("Linux") ? " on Linux" : "";
    }
}
