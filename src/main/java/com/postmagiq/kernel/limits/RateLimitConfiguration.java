package com.postmagiq.kernel.limits;

import com.postmagiq.kernel.settings.Installation;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts requests, and refuses to start in production with nothing counted. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
class RateLimitConfiguration {
    @Bean
    RateBuckets rateBuckets(
            JdbcClient jdbc, RateLimitSettings settings, Installation installation, Clock clock) {
        return new RateBuckets(jdbc, settings.requireSafe(installation), clock);
    }
}
