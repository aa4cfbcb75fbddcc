package com.postmagiq.agents;

import static com.postmagiq.kernel.settings.SettingRange.atLeast;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * How agents are called, whoever provides their models.
 *
 * @param mode whether agents prefer a provider's API or its command-line tool
 * @param idleTimeout longest silence inside an answer, its first byte included
 * @param callTimeout longest time of one call over HTTP; Ollama may take the agent's whole time
 * @param models YAML with aliases, prices and context windows; null takes the one in the jar
 * @param breakerWait how long a service that failed too often is left alone
 */
@ConfigurationProperties("postmagiq.agents")
public record AgentSettings(
        @DefaultValue("auto") Mode mode,
        @DefaultValue("30s") Duration idleTimeout,
        @DefaultValue("180s") Duration callTimeout,
        @DefaultValue("30s") Duration breakerWait,
        @Nullable Resource models) {

    static final Duration LEAST = Duration.ofMillis(10);

    public AgentSettings {
        atLeast("postmagiq.agents.idle-timeout", idleTimeout, LEAST);
        atLeast("postmagiq.agents.call-timeout", callTimeout, LEAST);
        atLeast("postmagiq.agents.breaker-wait", breakerWait, LEAST);
    }

    /** How an agent's provider is called when both ways exist. */
    public enum Mode {
        AUTO,
        API,
        CLI
    }
}
