package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.settings.Installation;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

class AgentSettingsTests {
    private final ApplicationContextRunner application =
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                    .withUserConfiguration(
                            AgentsConfiguration.class, Installed.class, Agents.class);

    @EnableConfigurationProperties(Installation.class)
    static class Installed {}

    @Test
    void given_no_settings__when_the_application_starts__then_the_defaults_hold() {
        application.run(
                context -> {
                    var settings = context.getBean(AgentSettings.class);
                    assertThat(settings.mode()).isEqualTo(AgentSettings.Mode.AUTO);
                    assertThat(settings.idleTimeout()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(settings.breakerWait()).isEqualTo(Duration.ofSeconds(30));
                    assertThat(settings.openai().baseUrl()).isEqualTo("https://api.openai.com/v1");
                    assertThat(settings.openai().apiKey().present()).isFalse();
                    assertThat(settings.groq().baseUrl())
                            .isEqualTo("https://api.groq.com/openai/v1");
                    assertThat(settings.ollama().baseUrl()).isEqualTo("http://localhost:11434/v1");
                    assertThat(context).hasSingleBean(Agents.class);
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
                        "AGENT_MODE=api")
                .run(
                        context -> {
                            var settings = context.getBean(AgentSettings.class);
                            assertThat(settings.openai().apiKey()).isEqualTo(new ApiKey("sk-one"));
                            assertThat(settings.groq().apiKey()).isEqualTo(new ApiKey("gsk-two"));
                            assertThat(settings.groq().baseUrl())
                                    .isEqualTo("http://127.0.0.1:9/v1");
                            assertThat(settings.ollama().host())
                                    .isEqualTo("http://models.example:1234");
                            assertThat(settings.mode()).isEqualTo(AgentSettings.Mode.API);
                        });
    }

    @Test
    void
            given_an_address_that_is_none__when_the_application_starts__then_it_stops_and_says_which() {
        application
                .withPropertyValues("postmagiq.agents.groq.base-url=groq.example")
                .run(
                        context ->
                                assertThat(context)
                                        .getFailure()
                                        .rootCause()
                                        .hasMessageContaining("baseUrl")
                                        .hasMessageContaining("https://llm.example.org/v1"));
    }
}
