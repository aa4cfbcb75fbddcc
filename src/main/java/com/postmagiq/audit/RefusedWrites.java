package com.postmagiq.audit;

import com.postmagiq.identity.Program;
import com.postmagiq.identity.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Notes that somebody tried to change what they may not: every write that is answered 403, once a
 * minute for each person or key and route.
 */
final class RefusedWrites extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AuditWriter writer;

    RefusedWrites(AuditWriter writer) {
        this.writer = writer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (response.getStatus() != HttpStatus.FORBIDDEN.value() || authentication == null) {
            return;
        }
        switch (authentication.getPrincipal()) {
            case SignedIn who -> note(who.userId(), request);
            case Program program -> note(program.keyId(), request);
            case null, default -> {}
        }
    }

    private void note(UUID actorId, HttpServletRequest request) {
        var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern == null) {
            return;
        }
        writer.refused(actorId, request.getMethod() + " " + pattern);
    }
}
