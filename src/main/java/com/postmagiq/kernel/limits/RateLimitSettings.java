package com.postmagiq.kernel.limits;

import static com.postmagiq.kernel.settings.SettingRange.atLeast;

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
        atLeast("postmagiq.rate-limit.member-per-minute", memberPerMinute, 1);
        atLeast("postmagiq.rate-limit.person-per-minute", personPerMinute, 1);
        atLeast("postmagiq.rate-limit.address-per-minute", addressPerMinute, 1);
        atLeast("postmagiq.rate-limit.keys-per-minute", keysPerMinute, 1);
        atLeast("postmagiq.rate-limit.keys-per-day", keysPerDay, 1);
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
}
