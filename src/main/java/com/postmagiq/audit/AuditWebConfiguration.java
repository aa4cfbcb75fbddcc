package com.postmagiq.audit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the log behind the filter that knows the workspace. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AuditWebConfiguration {
    private static final int AFTER_WORKSPACE = 10;

    @Bean
    FilterRegistrationBean<RefusedWrites> refusedWrites(AuditWriter writer) {
        var registration = new FilterRegistrationBean<>(new RefusedWrites(writer));
        registration.setOrder(AFTER_WORKSPACE);
        registration.addUrlPatterns("/api/*");
        return registration;
    }
}
