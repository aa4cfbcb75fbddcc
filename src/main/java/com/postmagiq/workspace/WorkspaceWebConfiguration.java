package com.postmagiq.workspace;

import com.postmagiq.identity.EmailVerification;
import com.postmagiq.kernel.limits.RateBuckets;
import com.postmagiq.kernel.limits.RateLimitSettings;
import com.postmagiq.kernel.problem.StoredRule;
import java.util.List;
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

    private final ActorOfRequest actorOfRequest = new ActorOfRequest();
    private final EmailVerification verification;

    WorkspaceWebConfiguration(EmailVerification verification) {
        this.verification = verification;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(actorOfRequest);
        registry.addInterceptor(new VerifiedAddressCheck(verification));
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

    /** Raised at the end of a transaction that would leave a workspace without its owner. */
    @Bean
    StoredRule ownerRequired() {
        return new StoredRule(
                "PM001",
                WorkspaceProblem.OWNER_REQUIRED,
                "A workspace always has exactly one owner; this change would have left it with none.");
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> rateLimitFilter(
            RateBuckets buckets,
            RateLimitSettings settings,
            Workspaces workspaces,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var registration =
                new FilterRegistrationBean<>(
                        new RateLimitFilter(buckets, settings, workspaces, problems));
        // who is over the limit gets no answer from behind it, not even that a workspace is unknown
        registration.setOrder(AFTER_SECURITY - 1);
        registration.addUrlPatterns("/api/*");
        return registration;
    }

    @Bean
    TenantRoutes tenantRoutes(
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        return new TenantRoutes(mapping);
    }
}
