package com.postmagiq.identity;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the access token and asks whether its session is alive, or the key of a program and asks
 * whether it still counts. Public routes ignore both: a dead one must not keep anybody from signing
 * in again.
 */
final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";
    private static final String KEY = "X-API-Key";

    /** Where keys open anything; what lies outside belongs to people. */
    private static final RequestMatcher INSIDE_WORKSPACES = pathPattern("/api/v1/w/**");

    private final AccessTokens tokens;
    private final LoginSessions sessions;
    private final KeyCheck keys;
    private final HandlerExceptionResolver problems;

    BearerFilter(
            AccessTokens tokens,
            LoginSessions sessions,
            KeyCheck keys,
            HandlerExceptionResolver problems) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.keys = keys;
        this.problems = problems;
    }

    /** The token of the request; the scheme's case does not matter (RFC 9110 11.1). */
    static Optional<String> token(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(header.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return (token(request).isEmpty() && request.getHeader(KEY) == null)
                || (PublicRoutes.MATCHER.matches(request) && !PublicRoutes.EITHER.matches(request));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Object who;
        try {
            who = authenticate(request);
        } catch (ProblemException e) {
            if (e.problem().status() == HttpStatus.UNAUTHORIZED) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            }
            problems.resolveException(request, response, null, e);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(who, null, List.of()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private Object authenticate(HttpServletRequest request) {
        var token = token(request);
        var key = request.getHeader(KEY);
        if (key != null && token.filter(text -> !text.equals(key)).isPresent()) {
            throw new ProblemException(
                    IdentityProblem.AMBIGUOUS,
                    "Authorization and X-API-Key name two different senders; send one of them.");
        }
        if (key == null && !token.orElseThrow().startsWith(KeyCheck.PREFIX)) {
            return person(token.orElseThrow());
        }
        if (!INSIDE_WORKSPACES.matches(request)) {
            throw Program.refused();
        }
        return keys.look(key == null ? token.orElseThrow() : key, request.getRemoteAddr());
    }

    private SignedIn person(String token) {
        return switch (sessions.look(tokens.verify(token).sessionId())) {
            case LoginSessions.State.Live(var who) -> who;
            case LoginSessions.State.Ended _ ->
                    throw new ProblemException(
                            IdentityProblem.SESSION_REVOKED,
                            "This session has ended; sign in again.");
            case LoginSessions.State.UserInactive _ ->
                    throw new ProblemException(
                            IdentityProblem.USER_INACTIVE,
                            "This account is not active; ask the operator of the installation.");
        };
    }
}
