package com.postmagiq.kernel.web;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/**
 * Serves the browser application: hashed files for a year, and its page for every address it may
 * know itself.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class BrowserFiles implements WebMvcConfigurer {
    /** First path segments that are never the browser application's. */
    private static final Set<String> SERVER =
            Set.of("api", "actuator", "v3", "mcp", "webauthn", "error");

    private static final String FILES = "classpath:/static/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver())
                .addResolver(new PathResourceResolver());
        registry.addResourceHandler("/**")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new PageOrFile());
    }

    /**
     * Answers {@code index.html} for a path that is no file and could be an address inside the
     * application.
     */
    private static final class PageOrFile extends PathResourceResolver {
        @Override
        protected @Nullable Resource getResource(String path, Resource location)
                throws IOException {
            var file = path.isEmpty() ? null : super.getResource(path, location);
            if (file != null) {
                return file;
            }
            var first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
            var last = path.substring(path.lastIndexOf('/') + 1);
            if (SERVER.contains(first) || first.equals("assets") || last.contains(".")) {
                return null;
            }
            return super.getResource("index.html", location);
        }
    }
}
