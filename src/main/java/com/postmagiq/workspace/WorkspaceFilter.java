package com.postmagiq.workspace;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Proves for every request below {@code /api/v1/w/{workspace_id}} that its sender is an active
 * member there, and binds the workspace to the request's work. An unknown id, somebody else's and
 * no id at all get one answer, so that nobody can tell which workspaces exist.
 */
final class WorkspaceFilter extends OncePerRequestFilter {
    static final String VARIABLE = "workspace_id";
    static final PathPattern TENANT_ROUTES =
            PathPatternParser.defaultInstance.parse("/api/v1/w/{" + VARIABLE + "}/**");
    private static final String IGNORED_HEADER = "X-Workspace-ID";

    private final Workspaces workspaces;
    private final HandlerExceptionResolver problems;

    WorkspaceFilter(Workspaces workspaces, HandlerExceptionResolver problems) {
        this.workspaces = workspaces;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        var match = TENANT_ROUTES.matchAndExtract(path);
        if (match == null) {
            chain.doFilter(request, response);
            return;
        }
        if (request.getHeader(IGNORED_HEADER) != null) {
            response.addHeader(HttpHeaders.WARNING, "299 - \"X-Workspace-ID is ignored\"");
        }
        var actor = actor(match.getUriVariables().get(VARIABLE));
        if (actor.isEmpty()) {
            problems.resolveException(request, response, null, Workspaces.notFound());
            return;
        }
        ActorOfRequest.set(request, actor.get());
        inside(actor.get().workspaceId(), request, response, chain);
    }

    private Optional<Actor> actor(@Nullable String workspaceId) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof SignedIn who)) {
            return Optional.empty();
        }
        return id(workspaceId)
                .flatMap(id -> workspaces.actor(who.userId(), id, who.sessionId(), who.fullName()));
    }

    private static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void inside(
            UUID workspaceId,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        try (var _ = MDC.putCloseable(VARIABLE, workspaceId.toString())) {
            CurrentWorkspace.<Boolean, Exception>call(
                    workspaceId,
                    () -> {
                        chain.doFilter(request, response);
                        return true;
                    });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // For the compiler only, which takes the chain's two exceptions together as this one.
            throw new ServletException(e);
        }
    }
}
