package com.postmagiq.workspace;

import com.postmagiq.identity.Program;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
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
 * member there or a program with a key of it, and binds the workspace to the request's work. An
 * unknown id, somebody else's and no id at all get one answer, so that nobody can tell which
 * workspaces exist.
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
        var suspended = workspaces.suspension(actor.get());
        if (suspended.isPresent()) {
            problems.resolveException(
                    request, response, null, suspended(actor.get(), suspended.get()));
            return;
        }
        ActorOfRequest.set(request, actor.get());
        signedIn()
                .flatMap(who -> workspaces.missingFactor(who, actor.get().workspaceId()))
                .ifPresent(refusal -> ActorOfRequest.withhold(request, refusal));
        inside(actor.get(), request, response, chain);
    }

    /** The reason is the owner's to know. */
    private static ProblemException suspended(Actor actor, String reason) {
        var problem =
                new ProblemException(
                        WorkspaceProblem.ACCOUNT_SUSPENDED,
                        "The account of this workspace is suspended; its owner can ask the operator of the installation.");
        return actor.role() == Role.OWNER ? problem.with("reason", reason) : problem;
    }

    private Optional<Actor> actor(@Nullable String workspaceId) {
        var program = Program.ofRequest();
        if (program.isPresent()) {
            return id(workspaceId).flatMap(id -> workspaces.actor(program.get(), id));
        }
        return signedIn()
                .flatMap(
                        who ->
                                id(workspaceId)
                                        .flatMap(
                                                id ->
                                                        workspaces.actor(
                                                                who.userId(),
                                                                id,
                                                                who.sessionId(),
                                                                who.fullName())));
    }

    private static Optional<SignedIn> signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn who
                ? Optional.of(who)
                : Optional.empty();
    }

    static Optional<UUID> id(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static void inside(
            Actor actor,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws ServletException, IOException {
        try (var _ = MDC.putCloseable(VARIABLE, actor.workspaceId().toString())) {
            CurrentAccount.<Boolean, Exception>call(
                    actor.accountId(),
                    () ->
                            CurrentWorkspace.call(
                                    actor.workspaceId(),
                                    () -> {
                                        chain.doFilter(request, response);
                                        return true;
                                    }));
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // For the compiler only, which takes the chain's two exceptions together as this one.
            throw new ServletException(e);
        }
    }
}
