package com.postmagiq.identity;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Every route of the interface that needs no access token. There is no other list. */
final class PublicRoutes {
    static final RequestMatcher MATCHER =
            new OrRequestMatcher(
                    pathPattern(HttpMethod.POST, "/api/v1/auth/register"),
                    pathPattern(HttpMethod.POST, "/api/v1/auth/login"),
                    pathPattern(HttpMethod.POST, "/api/v1/auth/refresh"),
                    pathPattern(HttpMethod.POST, "/api/v1/auth/logout"),
                    pathPattern(HttpMethod.GET, "/api/v1/auth/config"));

    private PublicRoutes() {}
}
