package com.postmagiq.identity;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers where the rules of addresses let nobody through: 401 to whoever did not sign in, 404 to
 * everybody else. Spring's own filter for this translates its messages, for which it lists every
 * language the JVM knows, a tenth of a second of each start.
 */
final class RefusalFilter extends OncePerRequestFilter {
    private final HandlerExceptionResolver problems;

    RefusalFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationException | AccessDeniedException e) {
            if (response.isCommitted()) {
                throw e;
            }
            problems.resolveException(request, response, null, refused(response));
        }
    }

    private static ProblemException refused(HttpServletResponse response) {
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
            return new ProblemException(
                    GeneralProblem.NOT_FOUND, "There is nothing at this address.");
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return new ProblemException(
                GeneralProblem.UNAUTHENTICATED,
                "Sign in first: this address needs an access token.");
    }
}
