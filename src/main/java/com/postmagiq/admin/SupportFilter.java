package com.postmagiq.admin;

import com.postmagiq.identity.Impersonations;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Marks every answer to an operator who acts for somebody, and counts them. */
final class SupportFilter extends OncePerRequestFilter {
    private static final String HEADER = "X-Impersonation";

    private final Impersonations impersonations;

    SupportFilter(Impersonations impersonations) {
        this.impersonations = impersonations;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var who = Principal.current();
        if (who != null && who.support() != null) {
            response.setHeader(HEADER, who.support().id().toString());
            impersonations.count(who.support().id());
        }
        chain.doFilter(request, response);
    }
}
