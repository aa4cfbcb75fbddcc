package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Whether a request that relies on a cookie was sent by a page of ours. */
final class OwnPage {
    private OwnPage() {}

    /**
     * Refuses a request whose cookie another site could have made the browser send. A foreign page
     * can neither add our header without asking nor forge what the browser says of its origin.
     *
     * @throws ProblemException {@code auth.csrf}
     */
    static void require(HttpServletRequest request) {
        if (!Caller.isWeb(request) || !sameOrigin(request)) {
            throw new ProblemException(
                    IdentityProblem.CSRF,
                    "The session cookie is accepted only from our own pages, with the header X-Client: web.");
        }
    }

    private static boolean sameOrigin(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null
                ? site.equals("same-origin")
                : originIsHost(request.getHeader(HttpHeaders.ORIGIN), request);
    }

    private static boolean originIsHost(@Nullable String origin, HttpServletRequest request) {
        if (origin == null) {
            return false;
        }
        try {
            var uri = URI.create(origin);
            var port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(uri.getScheme());
            return request.getScheme().equals(uri.getScheme())
                    && request.getServerName().equalsIgnoreCase(uri.getHost())
                    && request.getServerPort() == port;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static int defaultPort(@Nullable String scheme) {
        return "https".equals(scheme) ? 443 : 80;
    }
}
