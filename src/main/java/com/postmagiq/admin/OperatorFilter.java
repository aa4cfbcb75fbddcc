package com.postmagiq.admin;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Hides the operators' routes from everybody else: whatever lies there, they get the answer of an
 * address where nothing is.
 */
final class OperatorFilter extends OncePerRequestFilter {
    private static final PathPattern ROUTES =
            PathPatternParser.defaultInstance.parse("/api/v1/admin/**");

    private final HandlerExceptionResolver problems;

    OperatorFilter(HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return !ROUTES.matches(path);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var who = Principal.current();
        if (who != null && who.isSuperuser() && who.support() == null) {
            chain.doFilter(request, response);
            return;
        }
        problems.resolveException(
                request,
                response,
                null,
                new ProblemException(
                        GeneralProblem.NOT_FOUND, "There is nothing at this address."));
    }
}
