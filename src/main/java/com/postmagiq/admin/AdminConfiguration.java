package com.postmagiq.admin;

import com.postmagiq.identity.Impersonations;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the operators' rules between signing in and everything else. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AdminConfiguration implements WebMvcConfigurer {
    /** After the security chain, which knows who asks, and before the workspaces' filter. */
    private static final int MARKS = -50;

    private static final int HIDES = -40;

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new SupportLimits());
    }

    @Bean
    FilterRegistrationBean<SupportFilter> supportFilter(Impersonations impersonations) {
        var registration = new FilterRegistrationBean<>(new SupportFilter(impersonations));
        registration.setOrder(MARKS);
        registration.addUrlPatterns("/api/*");
        return registration;
    }

    @Bean
    FilterRegistrationBean<OperatorFilter> operatorFilter(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        var registration = new FilterRegistrationBean<>(new OperatorFilter(problems));
        registration.setOrder(HIDES);
        registration.addUrlPatterns("/api/*");
        return registration;
    }
}
