package com.postmagiq.kernel.limits;

import com.postmagiq.kernel.settings.Installation;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of requests.
 *
 * @param enabled whether requests are counted at all; production insists on it
 * @param memberPerMinute requests of one person in one workspace
 * @param personPerMinute requests of one person outside of workspaces
 * @param addressPerMinute requests of one network address without signing in
 * @param keysPerMinute requests of all API keys of one workspace
 * @param keysPerDay the same for a day, which ends at midnight in UTC
 */
@ConfigurationProperties("postmagiq.rate-limit")
public record RateLimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("300") int memberPerMinute,
        @DefaultValue("120") int personPerMinute,
        @DefaultValue("60") int addressPerMinute,
        @DefaultValue("300") int keysPerMinute,
        @DefaultValue("20000") int keysPerDay) {

    public RateLimitSettings {
        atLeastOne("member-per-minute", memberPerMinute, 300);
        atLeastOne("person-per-minute", personPerMinute, 120);
        atLeastOne("address-per-minute", addressPerMinute, 60);
        atLeastOne("keys-per-minute", keysPerMinute, 300);
        atLeastOne("keys-per-day", keysPerDay, 20_000);
    }

    /**
     * Refuses a production without limits.
     *
     * @throws IllegalStateException then
     */
    RateLimitSettings requireSafe(Installation installation) {
        if (!enabled && installation.environment() == Installation.Environment.PRODUCTION) {
            throw new IllegalStateException(
                    "postmagiq.rate-limit.enabled is false, which DEPLOYMENT_ENV=production refuses; leave it out or set it to true");
        }
        return this;
    }

    private static void atLeastOne(String key, int value, int example) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "postmagiq.rate-limit.%s is %d; it must be from 1 on, for example %d"
                            .formatted(key, value, example));
        }
    }
}
