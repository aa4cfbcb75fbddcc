package com.postmagiq.workspace;

import com.postmagiq.identity.Program;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Checks the declared scope of each tenant route against the actor that the filter proved, and
 * hands the actor to the handler. Without a proved actor of the very workspace in the handler's
 * address nothing is handled, whatever trick brought the request past the filter.
 */
final class ActorOfRequest implements HandlerInterceptor, HandlerMethodArgumentResolver {
    private static final String ATTRIBUTE = Actor.class.getName();
    private static final String WITHHELD = ActorOfRequest.class.getName() + ".withheld";

    /** What stays open to a member whose session proves too little: seeing where, and leaving. */
    private static final Set<String> ALWAYS_OPEN =
            Set.of(
                    "GET " + TenantRoutes.PREFIX,
                    "GET " + TenantRoutes.PREFIX + "/permissions",
                    "POST " + TenantRoutes.PREFIX + "/members/leave");

    static void set(HttpServletRequest request, Actor actor) {
        request.setAttribute(ATTRIBUTE, actor);
    }

    /** Refuses all but a few routes to this request's actor. */
    static void withhold(HttpServletRequest request, ProblemException refusal) {
        request.setAttribute(WITHHELD, refusal);
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        var required = method.getMethodAnnotation(RequiresScope.class);
        if (required == null && !method.hasMethodAnnotation(AnyMember.class)) {
            return true;
        }
        var actor = provedFor(request).orElseThrow(Workspaces::notFound);
        if (request.getAttribute(WITHHELD) instanceof ProblemException refusal
                && !ALWAYS_OPEN.contains(route(request))) {
            throw refusal;
        }
        if (actor.keyId() != null && method.hasMethodAnnotation(PeopleOnly.class)) {
            throw Program.refused();
        }
        if (required != null) {
            actor.require(required.value());
        }
        return true;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Actor.class);
    }

    @Override
    public Actor resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        if (request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST)
                instanceof Actor actor) {
            return actor;
        }
        throw new IllegalStateException(
                "%s takes an Actor but does not lie under %s"
                        .formatted(parameter.getMethod(), WorkspaceFilter.TENANT_ROUTES));
    }

    private static String route(HttpServletRequest request) {
        return request.getMethod()
                + " "
                + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }

    private static Optional<Actor> provedFor(HttpServletRequest request) {
        var named =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        ? variables.get(WorkspaceFilter.VARIABLE)
                        : null;
        return request.getAttribute(ATTRIBUTE) instanceof Actor actor
                        && actor.workspaceId().toString().equalsIgnoreCase(String.valueOf(named))
                ? Optional.of(actor)
                : Optional.empty();
    }

    static ProblemException missing(Scope scope, Actor actor) {
        return new ProblemException(
                        GeneralProblem.SCOPE_MISSING,
                        (actor.keyId() == null
                                        ? "Your role here is %s, which does not include %s; ask an owner or admin of the workspace."
                                        : "This key, made by somebody who is %s here, does not include %s; make one that does.")
                                .formatted(actor.role().code(), scope.code()))
                .with("required", List.of(scope.code()))
                .with("role", actor.role().code());
    }
}
