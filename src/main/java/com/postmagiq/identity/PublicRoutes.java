package com.postmagiq.identity;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import com.postmagiq.kernel.web.OpenRoutes;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
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
                    new Route(HttpMethod.POST, "/api/v1/auth/forgot-password"),
                    // carry the token of a mailed link
                    new Route(HttpMethod.POST, "/api/v1/auth/reset-password"),
                    new Route(HttpMethod.POST, "/api/v1/auth/finish-registration"),
                    new Route(HttpMethod.POST, "/api/v1/auth/verify-email"),
                    new Route(HttpMethod.POST, "/api/v1/auth/confirm-email-change"),
                    // a calendar program reads it by the secret in the address
                    new Route(HttpMethod.GET, "/api/v1/calendar/{token}.ics"),
                    // carries a signature over address and kind of mail
                    new Route(HttpMethod.POST, "/api/v1/email/unsubscribe/{unsubscribe_token}"),
                    new Route(HttpMethod.GET, "/api/v1/email/unsubscribe/{unsubscribe_token}"),
                    new Route(HttpMethod.POST, "/api/v1/users/me/cancel-erasure"),
                    // answer in development only, and this machine only
                    new Route(HttpMethod.GET, "/api/v1/dev/mailbox"),
                    new Route(HttpMethod.GET, "/api/v1/dev/mailbox/{mail_id}"),
                    // the challenge is the proof of a right password
                    new Route(HttpMethod.POST, "/api/v1/auth/second-factor"),
                    new Route(HttpMethod.POST, "/api/v1/auth/passkeys/options"),
                    new Route(HttpMethod.POST, "/api/v1/auth/passkeys/login"),
                    // a browser on its way to an issuer and back, which carries no token
                    new Route(HttpMethod.GET, "/api/v1/auth/oidc/{id}/start"),
                    new Route(HttpMethod.GET, "/api/v1/auth/oidc/{id}/callback"),
                    new Route(HttpMethod.POST, "/api/v1/auth/oidc/exchange"),
                    // carry the secret of an invitation's link
                    new Route(HttpMethod.GET, "/api/v1/invites/{token}"),
                    new Route(HttpMethod.POST, "/api/v1/invites/{token}/decline"),
                    // carries its own proof: a signature over workspace, file and time
                    new Route(HttpMethod.GET, "/api/v1/files/{workspace_id}/{asset_id}"));

    static final RequestMatcher MATCHER =
            new AndRequestMatcher(
                    // asked first, since most requests end here
                    new NegatedRequestMatcher(pathPattern("/api/v1/w/**")),
                    new OrRequestMatcher(
                            ALL.stream()
                                    .<RequestMatcher>map(
                                            route -> pathPattern(route.method(), route.path()))
                                    .toList()),
                    // reads like a link's secret, and is a person's own list
                    new NegatedRequestMatcher(pathPattern("/api/v1/invites/mine")));

    /** Open, and yet a token that is sent is looked at: it says whose account is meant. */
    static final RequestMatcher EITHER = pathPattern(HttpMethod.POST, "/api/v1/auth/oidc/exchange");

    @Override
    public boolean isOpen(String method, String path) {
        return ALL.contains(new Route(HttpMethod.valueOf(method), path));
    }
}
