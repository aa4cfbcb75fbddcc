package com.postmagiq.kernel.web;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Finds a request's route by the length and the fixed parts of its address. Nearly all routes have
 * variables in them; for such the framework asks each of hundreds of routes in turn, which took
 * more than half of the time of a simple request. Where not exactly one route fits (unknown
 * addresses, wrong methods, types nobody makes), the framework looks itself, so its rules hold.
 */
final class IndexedRoutes extends RequestMappingHandlerMapping {
    private static final int ANY_LENGTH = -1;

    /**
     * One pattern of a route.
     *
     * @param parts what stands between the slashes; empty where it varies
     */
    private record Route(RequestMappingInfo mapping, HandlerMethod method, List<String> parts) {
        boolean mayFit(List<String> address) {
            // From the end: the beginnings are the same for nearly all.
            for (var i = parts.size() - 1; i >= 0; i--) {
                var part = parts.get(i);
                if (!part.isEmpty() && !part.equals(address.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * A route's method. Whether its arguments are to be checked is read from the annotations of
     * each of them, which is left to its first request: for all routes it took a start's time.
     */
    private static final class RouteMethod extends HandlerMethod {
        private volatile @Nullable HandlerMethod checking;

        RouteMethod(HandlerMethod method) {
            super(method);
        }

        @Override
        public HandlerMethod createWithValidateFlags() {
            return this;
        }

        /** Itself, knowing whether its arguments are to be checked. */
        HandlerMethod checking() {
            var known = checking;
            if (known == null) {
                known = super.createWithValidateFlags();
                checking = known;
            }
            return known;
        }
    }

    /** By number of parts; null until the first request after a change. */
    private volatile @Nullable Map<Integer, List<Route>> routes;

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(
            String lookupPath, HttpServletRequest request) throws Exception {
        var found = theOne(request);
        var method =
                found == null ? super.lookupHandlerMethod(lookupPath, request) : found.method();
        if (method instanceof RouteMethod route) {
            method = route.checking();
        }
        if (found != null) {
            request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, method);
            handleMatch(found.mapping(), lookupPath, request);
        }
        return method;
    }

    @Override
    protected HandlerMethod createHandlerMethod(Object handler, Method method) {
        return new RouteMethod(super.createHandlerMethod(handler, method));
    }

    /** The only route that fits, narrowed to the request; null when there are none or several. */
    private @Nullable Route theOne(HttpServletRequest request) {
        var index = index();
        var address = parts(request);
        Route one = null;
        for (var length : new int[] {address.size(), ANY_LENGTH}) {
            for (var route : index.getOrDefault(length, List.of())) {
                var match =
                        route.mayFit(address) ? getMatchingMapping(route.mapping(), request) : null;
                if (match != null && one != null) {
                    return null;
                }
                if (match != null) {
                    one = new Route(match, route.method(), route.parts());
                }
            }
        }
        return one;
    }

    /** No route allows pages of elsewhere to call it, so none is asked whether it does. */
    @Override
    protected @Nullable CorsConfiguration initCorsConfiguration(
            Object handler, Method method, RequestMappingInfo mapping) {
        return null;
    }

    private static List<String> parts(HttpServletRequest request) {
        return ServletRequestPathUtils.getParsedRequestPath(request)
                .pathWithinApplication()
                .elements()
                .stream()
                .filter(PathSegment.class::isInstance)
                .map(part -> ((PathSegment) part).valueToMatch())
                .toList();
    }

    private Map<Integer, List<Route>> index() {
        var known = routes;
        if (known == null) {
            known = new HashMap<>();
            for (var each : getHandlerMethods().entrySet()) {
                var patterns = Objects.requireNonNull(each.getKey().getPathPatternsCondition());
                for (var pattern : patterns.getPatternValues()) {
                    add(known, pattern, each.getKey(), each.getValue());
                }
            }
            routes = known;
        }
        return known;
    }

    private static void add(
            Map<Integer, List<Route>> index,
            String pattern,
            RequestMappingInfo mapping,
            HandlerMethod method) {
        var open = pattern.contains("**") || pattern.contains("{*");
        var parts =
                open
                        ? List.<String>of()
                        : Arrays.stream(pattern.split("/"))
                                .filter(part -> !part.isEmpty())
                                .map(part -> part.matches(".*[{*?].*") ? "" : part)
                                .toList();
        index.computeIfAbsent(open ? ANY_LENGTH : parts.size(), _ -> new ArrayList<>())
                .add(new Route(mapping, method, parts));
    }

    @Override
    public void registerMapping(RequestMappingInfo mapping, Object handler, Method method) {
        super.registerMapping(mapping, handler, method);
        routes = null;
    }

    @Override
    public void unregisterMapping(RequestMappingInfo mapping) {
        super.unregisterMapping(mapping);
        routes = null;
    }

    @Override
    protected void registerHandlerMethod(
            Object handler, Method method, RequestMappingInfo mapping) {
        super.registerHandlerMethod(handler, method, mapping);
        routes = null;
    }
}
