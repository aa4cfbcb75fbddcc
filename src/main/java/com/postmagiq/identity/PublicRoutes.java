package com.postmagiq.identity;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import com.postmagiq.kernel.web.OpenRoutes;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** Every route of the interface that needs no access token. There is no other list. */
@Component
final class PublicRoutes implements OpenRoutes {
    private record Route(HttpMethod method, String path) {}

    private static final List<Route> ALL =
            List.of(
                    new Route(HttpMethod.POST, "/api/v1/auth/register"),
                    new Route(HttpMethod.POST, "/api/v1/auth/login"),
                    new Route(HttpMethod.POST, "/api/v1/auth/refresh"),
                    new Route(HttpMethod.POST, "/api/v1/auth/logout"),
                    new Route(HttpMethod.GET, "/api/v1/auth/config"),
                    // carries its own proof: a signature over workspace, file and time
                    new Route(HttpMethod.GET, "/api/v1/files/{workspace_id}/{asset_id}"));

    static final RequestMatcher MATCHER =
            new OrRequestMatcher(
                    ALL.stream()
                            .<RequestMatcher>map(route -> pathPattern(route.method(), route.path()))
                            .toList());

    @Override
    public boolean isOpen(String method, String path) {
        return ALL.contains(new Route(HttpMethod.valueOf(method), path));
    }
}
