package com.postmagiq.workspace;

import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts the workspace between signing in and the handlers. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WorkspaceWebConfiguration implements WebMvcConfigurer {
    /** After the security chain, which knows who is asking. */
    private static final int AFTER_SECURITY = 0;

    static {
        // The actor comes from the token, so it is no parameter of the described interface.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class);
    }

    private final ActorOfRequest actorOfRequest = new ActorOfRequest();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(actorOfRequest);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(actorOfRequest);
    }

    @Bean
    FilterRegistrationBean<WorkspaceFilter> workspaceFilter(
            Workspaces workspaces,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var registration = new FilterRegistrationBean<>(new WorkspaceFilter(workspaces, problems));
        registration.setOrder(AFTER_SECURITY);
        registration.addUrlPatterns("/api/*");
        return registration;
    }

    @Bean
    TenantRoutes tenantRoutes(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        return new TenantRoutes(mapping);
    }
}
