package com.postmagiq.onboarding;

import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who helps with finding a strategy.
 *
 * @param agents names of agents; the first one that can be called is
 * @param timeout longest time of one step, a second try included; the product's own plan follows
 */
@Validated
@ConfigurationProperties("postmagiq.onboarding")
record OnboardingSettings(
        @DefaultValue({"claude", "gpt", "gemini", "groq"}) List<String> agents,
        @DefaultValue("120s") @DurationMin(seconds = 1) Duration timeout) {}
