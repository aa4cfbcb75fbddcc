package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    static void set(HttpServletRequest request, Actor actor) {
        request.setAttribute(ATTRIBUTE, actor);
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
        if (required != null && !actor.may(required.value())) {
            throw missing(required.value(), actor);
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

    private static ProblemException missing(Scope scope, Actor actor) {
        return new ProblemException(
                        GeneralProblem.SCOPE_MISSING,
                        "Your role here is %s, which does not include %s; ask an owner or admin of the workspace."
                                .formatted(actor.role().code(), scope.code()))
                .with("required", List.of(scope.code()))
                .with("role", actor.role().code());
    }
}
