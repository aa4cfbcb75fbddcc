package com.postmagiq.admin;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.NotWhileImpersonating;
import com.postmagiq.kernel.web.WhileImpersonating;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * What an operator may change in somebody's name: work inside a workspace, but neither its people,
 * its money, its keys and its end, nor a decision that is the person's; and nothing outside, where
 * the person's own things are. Looking is free.
 */
final class SupportLimits implements HandlerInterceptor {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Set<Scope> CLOSED =
            EnumSet.of(
                    Scope.WORKSPACE_USERS,
                    Scope.WORKSPACE_DELETE,
                    Scope.WORKSPACE_SECURITY,
                    Scope.BILLING_MANAGE,
                    Scope.API_KEYS_MANAGE,
                    Scope.WEBHOOKS_MANAGE,
                    Scope.APPROVAL_DECIDE,
                    Scope.CONTENT_APPROVE);

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var who = Principal.current();
        if (who == null || who.support() == null || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        if (!READING.contains(request.getMethod()) && !open(method)) {
            throw new ProblemException(
                    AdminProblem.IMPERSONATION_FORBIDDEN,
                    "This cannot be done in somebody's name; only they can do it themselves.");
        }
        return true;
    }

    /** Outside of workspaces, and inside without a right, what is not opened is closed. */
    private static boolean open(HandlerMethod method) {
        if (method.hasMethodAnnotation(WhileImpersonating.class)) {
            return true;
        }
        var scope = method.getMethodAnnotation(RequiresScope.class);
        return scope != null
                && !CLOSED.contains(scope.value())
                && !method.hasMethodAnnotation(NotWhileImpersonating.class);
    }
}
