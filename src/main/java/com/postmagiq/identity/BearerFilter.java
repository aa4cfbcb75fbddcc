package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Reads the access token and asks whether its session is alive. Public routes ignore tokens: a dead
 * one must not keep anybody from signing in again.
 */
final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final AccessTokens tokens;
    private final LoginSessions sessions;
    private final HandlerExceptionResolver problems;

    BearerFilter(AccessTokens tokens, LoginSessions sessions, HandlerExceptionResolver problems) {
        this.tokens = tokens;
        this.sessions = sessions;
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
        return token(request).isEmpty() || PublicRoutes.MATCHER.matches(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SignedIn who;
        try {
            who = authenticate(token(request).orElseThrow());
        } catch (ProblemException e) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.resolveException(request, response, null, e);
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(who, null, List.of()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private SignedIn authenticate(String token) {
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
