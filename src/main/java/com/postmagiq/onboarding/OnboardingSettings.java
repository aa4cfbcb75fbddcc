package com.postmagiq.onboarding;

import com.postmagiq.kernel.settings.SettingRange;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who helps with finding a strategy.
 *
 * @param agents names of agents; the first one that can be called is
 * @param timeout longest time of one step, a second try included; the product's own plan follows
 */
@ConfigurationProperties("postmagiq.onboarding")
record OnboardingSettings(
        @DefaultValue({"claude", "gpt", "gemini", "groq"}) List<String> agents,
        @DefaultValue("120s") Duration timeout) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    OnboardingSettings {
        SettingRange.atLeast("postmagiq.onboarding.timeout", timeout, LEAST);
    }
}
