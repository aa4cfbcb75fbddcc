package com.postmagiq.identity;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the check of fresh proofs behind that of rights. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class IdentityWebConfiguration implements WebMvcConfigurer {
    private static final int AFTER_RIGHTS = 100;

    private final FreshProofCheck freshProofCheck;

    IdentityWebConfiguration(FreshProofCheck freshProofCheck) {
        this.freshProofCheck = freshProofCheck;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(freshProofCheck).order(AFTER_RIGHTS);
    }
}
