package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AgentSettingsTests {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(AgentsConfiguration.class);

    @Test
    void given_no_settings__when_the_application_starts__then_the_defaults_hold() {
        application.run(
                context -> {
                    var settings = context.getBean(AgentSettings.class);
                    var providers = context.getBean(ProviderSettings.class);
                    assertThat(settings.mode()).isEqualTo(AgentSettings.Mode.AUTO);
                    assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(settings.breakerWait()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(providers.openai().baseUrl()).isEqualTo("https://api.openai.com/v1");
                    assertThat(providers.openai().apiKey().present()).isFalse();
                    assertThat(providers.groq().baseUrl())
                            .isEqualTo("https://api.groq.com/openai/v1");
                    assertThat(providers.ollama().host()).isEqualTo("http://localhost:11434");
                    assertThat(providers.ollama().keepAlive()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(providers.ollama().gpuMemory().toBytes()).isZero();
                    assertThat(providers.ollama().pullTimeout()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(providers.anthropic().baseUrl())
                            .isEqualTo("https://api.anthropic.com");
                    assertThat(providers.tools().allowInProduction()).isFalse();
                });
    }

    @Test
    void given_the_documented_variables__when_the_application_starts__then_they_are_used() {
        application
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(
                        "OPENAI_API_KEY=sk-one",
                        "GROQ_API_KEY=gsk-two",
                        "OLLAMA_HOST=http://models.example:1234",
                        "GROQ_BASE_URL=http://127.0.0.1:9/v1",
                        "ANTHROPIC_API_KEY=sk-three",
                        "ANTHROPIC_BASE_URL=http://127.0.0.1:8",
                        "GOOGLE_API_KEY=g-four",
                        "GOOGLE_BASE_URL=http://127.0.0.1:7",
                        "ALLOW_CLI_AGENTS=true",
                        "AGENT_MODE=api")
                .run(
                        context -> {
                            var settings = context.getBean(AgentSettings.class);
                            var providers = context.getBean(ProviderSettings.class);
                            assertThat(providers.openai().apiKey()).isEqualTo(new ApiKey("sk-one"));
                            assertThat(providers.groq().apiKey()).isEqualTo(new ApiKey("gsk-two"));
                            assertThat(providers.groq().baseUrl())
                                    .isEqualTo("http://127.0.0.1:9/v1");
                            assertThat(providers.ollama().host())
                                    .isEqualTo("http://models.example:1234");
                            assertThat(settings.mode()).isEqualTo(AgentSettings.Mode.API);
                            assertThat(providers.anthropic().apiKey())
                                    .isEqualTo(new ApiKey("sk-three"));
                            assertThat(providers.anthropic().baseUrl())
                                    .isEqualTo("http://127.0.0.1:8");
                            assertThat(providers.gemini().apiKey()).isEqualTo(new ApiKey("g-four"));
                            assertThat(providers.gemini().baseUrl())
                                    .isEqualTo("http://127.0.0.1:7");
                            assertThat(providers.tools().allowInProduction()).isTrue();
                            assertThat(providers.limits().anthropic())
                                    .isEqualTo(new ProviderSettings.Limit(60, 100_000));
                            assertThat(providers.limits().groq())
                                    .isEqualTo(new ProviderSettings.Limit(30, 60_000));
                        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    groq.base-url                          | groq.example | an http or https address such as https://llm.example.org/v1
                    anthropic.base-url                     | ftp://a.example | an http or https address
                    gemini.base-url                        | https:// | an http or https address
                    openai.base-url                        | https://a.example?b | an http or https address
                    ollama.host                            | localhost | an http or https address
                    ollama.keep-alive                      | -1s | from 0s on
                    ollama.pull-timeout                    | 9ms | from 10ms on
                    idle-timeout                           | 0s | from 10ms on
                    call-timeout                           | 1ms | from 10ms on
                    breaker-wait                           | -5m | from 10ms on
                    tools.kill-after                       | -1ms | from 0s on
                    local.context                          | 255 | from 256 on
                    local.threads                          | -1 | from 0 on
                    local.gpu-layers                       | -1 | from 0 on
                    limits.groq.requests-per-minute        | -1 | from 0 on
                    limits.anthropic.tokens-per-minute     | -7 | from 0 on
                    transcription.timeout                  | 99ms | from 100ms on
                    transcription.model                    | ' ' | the name of a model
                    """)
    void given_a_setting_that_cannot_be__when_the_application_starts__then_it_stops_and_says_which(
            String key, String value, String wanted) {
        application
                .withPropertyValues("postmagiq.agents." + key + "=" + value)
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageStartingWith("postmagiq.agents." + key + " is ")
                                        .hasMessageContaining("; it must be " + wanted));
    }
}
