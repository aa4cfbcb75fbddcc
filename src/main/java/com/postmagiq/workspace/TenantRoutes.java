package com.postmagiq.workspace;

import com.postmagiq.identity.FreshProof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * All routes inside workspaces with the right each asks for. A route that asks for none, or a right
 * on a route outside, stops the start.
 */
final class TenantRoutes implements SmartInitializingSingleton {
    static final String PREFIX = "/api/v1/w/{" + WorkspaceFilter.VARIABLE + "}";

    /**
     * @param scope empty when every member may
     * @param ofPeople closed to API keys, whatever they may do
     */
    record Route(String method, String pattern, Optional<Scope> scope, boolean ofPeople) {}

    private final RequestMappingHandlerMapping mapping;

    TenantRoutes(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var faults = new ArrayList<String>();
        mapping.getHandlerMethods()
                .forEach((info, method) -> fault(info, method).ifPresent(faults::add));
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
    }

    /** Sorted by pattern and method. */
    List<Route> all() {
        var routes = new ArrayList<Route>();
        mapping.getHandlerMethods()
                .forEach(
                        (info, method) -> {
                            if (isTenant(info)) {
                                routes.addAll(routes(info, method));
                            }
                        });
        routes.sort(Comparator.comparing(Route::pattern).thenComparing(Route::method));
        return routes;
    }

    private static List<Route> routes(RequestMappingInfo info, HandlerMethod method) {
        var scope =
                Optional.ofNullable(method.getMethodAnnotation(RequiresScope.class))
                        .map(RequiresScope::value);
        var ofPeople =
                method.hasMethodAnnotation(PeopleOnly.class)
                        || method.hasMethodAnnotation(FreshProof.class);
        return info.getPatternValues().stream()
                .flatMap(
                        pattern ->
                                info.getMethodsCondition().getMethods().stream()
                                        .map(
                                                verb ->
                                                        new Route(
                                                                verb.name(),
                                                                pattern,
                                                                scope,
                                                                ofPeople)))
                .toList();
    }

    private static Optional<String> fault(RequestMappingInfo info, HandlerMethod method) {
        var scope = method.hasMethodAnnotation(RequiresScope.class);
        var anyMember = method.hasMethodAnnotation(AnyMember.class);
        if (!isTenant(info)) {
            return scope || anyMember
                    ? Optional.of(
                            "%s (%s) asks for a right inside a workspace but does not lie under %s"
                                    .formatted(info, method.getShortLogMessage(), PREFIX))
                    : Optional.empty();
        }
        if (scope == anyMember) {
            return Optional.of(
                    "%s (%s) must carry exactly one of @RequiresScope and @AnyMember"
                            .formatted(info, method.getShortLogMessage()));
        }
        return info.getMethodsCondition().getMethods().isEmpty()
                ? Optional.of(
                        "%s (%s) must name its HTTP method"
                                .formatted(info, method.getShortLogMessage()))
                : Optional.empty();
    }

    /** Also a pattern that merely could match an address inside a workspace counts as one. */
    private static boolean isTenant(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .anyMatch(pattern -> pattern.startsWith("/api/v1/w/"));
    }
}
