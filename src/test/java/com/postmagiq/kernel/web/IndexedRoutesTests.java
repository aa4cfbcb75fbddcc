package com.postmagiq.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

class IndexedRoutesTests {
    @RestController
    static class Routes {
        @GetMapping("/w/{id}/posts/{post}")
        String one(@PathVariable("id") String id, @PathVariable("post") String post) {
            return id + post;
        }

        @GetMapping("/w/{id}/posts/next")
        String next(@PathVariable("id") String id) {
            return id;
        }

        @DeleteMapping("/w/{id}/posts/{post}")
        void delete(@PathVariable("id") String id, @PathVariable("post") String post) {}

        @GetMapping(path = "/w/{id}/posts/{post}.{kind}", produces = "text/plain")
        String named(@PathVariable("id") String id, @PathVariable("post") String post) {
            return id + post;
        }

        @PostMapping(path = "/w/{id}/posts", consumes = "application/json")
        void create(@PathVariable("id") String id) {}

        @GetMapping({"/w/{id}/all", "/w/{id}/everything"})
        String all(@PathVariable("id") String id) {
            return id;
        }

        @GetMapping("/files/**")
        String file() {
            return "";
        }

        @GetMapping("/")
        String home() {
            return "";
        }
    }

    private final RequestMappingHandlerMapping indexed = started(new IndexedRoutes());
    private final RequestMappingHandlerMapping plain = started(new RequestMappingHandlerMapping());

    private static RequestMappingHandlerMapping started(RequestMappingHandlerMapping mapping) {
        var context = new StaticWebApplicationContext();
        context.setServletContext(new MockServletContext());
        context.registerSingleton("routes", Routes.class);
        context.refresh();
        mapping.setApplicationContext(context);
        mapping.afterPropertiesSet();
        return mapping;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /w/7/posts/12",
        "GET, /w/7/posts/a%20b",
        "GET, /w/7/posts/next",
        "GET, /w/7/posts/text.md",
        "HEAD, /w/7/posts/12",
        "DELETE, /w/7/posts/12",
        "DELETE, /w/7/posts/next",
        "GET, /w/7/all",
        "GET, /w/7/everything",
        "GET, /w/7/everything/",
        "GET, /files/a/b/c",
        "GET, /files",
        "GET, /",
        "POST, /w/7/posts",
        "PUT, /w/7/posts/12",
        "GET, /w/7/nothing",
        "GET, /elsewhere"
    })
    void given_many_routes__when_a_request_comes__then_the_index_finds_what_asking_all_finds(
            String method, String path) {
        var expected = found(plain, method, path);
        assertThat(found(indexed, method, path)).isEqualTo(expected);
        assertThat(expected).isNotNull();
    }

    /** The method with the values of its variables, or the name of the refusal. */
    private static String found(RequestMappingHandlerMapping mapping, String method, String path) {
        var request = new MockHttpServletRequest(method, path);
        ServletRequestPathUtils.parseAndCache(request);
        try {
            var chain = mapping.getHandler(request);
            return chain == null
                    ? "nothing"
                    : ((HandlerMethod) chain.getHandler()).getMethod().getName()
                            + attribute(request, HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                            + attribute(request, HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                            + attribute(request, HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE);
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }

    private static @Nullable Object attribute(MockHttpServletRequest request, String name) {
        return request.getAttribute(name);
    }
}
