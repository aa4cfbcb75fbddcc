package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.agents.AgentFailure.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

class AgentsTests {
    private static final ApiKey KEY = TestAgents.KEY;

    private final FakeLlm llm = FakeLlm.start();

    @AfterEach
    void close() {
        llm.close();
    }

    @ParameterizedTest
    @Tag("workflow-65")
    @CsvSource({
        "claude-sonnet, anthropic, claude-sonnet-4-20250514",
        "claude, anthropic, claude-sonnet-4-20250514",
        "gpt-5.2-high, openai, gpt-5.2",
        "gpt4o, openai, gpt-4o",
        "openai, openai, gpt-4o",
        "o3-mini, openai, o3-mini",
        "codex, openai, gpt-5.2",
        "gemini-3-pro, gemini, gemini-3-pro",
        "gemini-2.5-flash, gemini, gemini-2.5-flash",
        "groq-mixtral, groq, mixtral-8x7b-32768",
        "groq-llama-8b, groq, llama-3.1-8b-instant",
        "groq, groq, llama-3.3-70b-versatile",
        "ollama-mistral, ollama, llama3.2",
        "offline-style-auditor, offline, offline-extractive-1",
        "local, local, local"
    })
    void given_an_agents_name__when_it_is_routed__then_provider_and_model_follow(
            String name, String provider, String model) {
        var route = agents(AgentSettings.Mode.AUTO, KEY).route(AgentDefinition.named(name));

        assertThat(route.provider()).isEqualTo(provider);
        assertThat(route.model()).isEqualTo(model);
    }

    @Test
    void given_an_explicit_provider__when_it_is_routed__then_it_wins_over_the_name() {
        var route =
                agents(AgentSettings.Mode.AUTO, KEY)
                        .route(TestAgents.agent("gpt-writer", null, "groq", "llama-8b"));

        assertThat(route.provider()).isEqualTo("groq");
        assertThat(route.model()).isEqualTo("llama-3.1-8b-instant");
        assertThat(route.modelKnown()).isTrue();
        assertThat(route.price().of(1000, 1000)).isEqualByComparingTo("0.00013");
    }

    @Test
    void given_an_unlisted_model__when_it_is_routed__then_it_passes_through_at_a_high_price() {
        var route =
                agents(AgentSettings.Mode.AUTO, KEY)
                        .route(TestAgents.agent("groq-new", null, null, "brand-new-70b"));

        assertThat(route.model()).isEqualTo("brand-new-70b");
        assertThat(route.modelKnown()).isFalse();
        assertThat(route.price().input()).isEqualByComparingTo("0.015");
        assertThat(route.contextWindow()).isEqualTo(100_000);
    }

    @Test
    void given_a_price_in_the_configuration__when_it_is_routed__then_it_overrides_the_table() {
        var price = new Price(new BigDecimal("0.1"), new BigDecimal("0.2"));
        var named = AgentDefinition.named("gpt4o");
        var own =
                new AgentDefinition(
                        named.name(),
                        null,
                        null,
                        true,
                        null,
                        null,
                        9000,
                        named.maxTokens(),
                        null,
                        null,
                        price,
                        null,
                        List.of(),
                        50,
                        true);

        var route = agents(AgentSettings.Mode.AUTO, KEY).route(own);

        assertThat(route.price()).isEqualTo(price);
        assertThat(route.contextWindow()).isEqualTo(9000);
    }

    @Test
    void given_a_name_nothing_recognises__when_it_is_routed__then_a_provider_is_asked_for() {
        var route = agents(AgentSettings.Mode.AUTO, KEY).route(AgentDefinition.named("poet"));

        assertThat(route.provider()).isEqualTo(Agents.UNROUTABLE);
        assertThat(route.unavailableReason()).contains("poet").contains("provider");
    }

    @ParameterizedTest
    @Tag("workflow-67")
    @CsvSource({
        "groq-llama-70b, GROQ_API_KEY",
        "gpt4o, OPENAI_API_KEY",
        "claude-opus, ANTHROPIC_API_KEY",
        "gemini, GOOGLE_API_KEY"
    })
    void given_no_key__when_an_agent_is_routed__then_agent_and_variable_are_named(
            String name, String variable) {
        var agents = agents(AgentSettings.Mode.AUTO, ApiKey.NONE);

        var route = agents.route(AgentDefinition.named(name));

        assertThat(route.available()).isFalse();
        assertThat(route.unavailableReason()).contains(name).contains(variable);
        assertThatExceptionOfType(AgentFailure.class)
                .isThrownBy(() -> agents.agent(AgentDefinition.named(name)))
                .returns(Kind.UNAVAILABLE, AgentFailure::kind);
    }

    @Test
    @Tag("workflow-92")
    void
            given_a_local_agent__when_the_ordinary_build_routes_it__then_it_is_free_and_says_why_not() {
        var route = agents(AgentSettings.Mode.AUTO, KEY).route(AgentDefinition.named("local-b"));

        assertThat(route.provider()).isEqualTo("local");
        assertThat(route.price()).isEqualTo(Price.FREE);
        assertThat(route.unavailableReason()).contains("local-b").contains("local.not_built");
        assertThat(agents(AgentSettings.Mode.AUTO, KEY).localModel()).isEmpty();
    }

    @Test
    void
            given_no_model_server__when_an_ollama_agent_is_routed__then_the_reason_names_the_variable() {
        var host = llm.host();
        llm.close();

        var route = TestAgents.at(host).make().route(AgentDefinition.named("ollama"));

        assertThat(route.unavailableReason()).contains("OLLAMA_HOST");
        assertThat(route.price().free()).isTrue();
    }

    @Test
    void given_a_model_server__when_it_lacks_the_model__then_the_reason_says_how_to_fetch_it() {
        llm.serving("llama3.1:8b", "llama3.2:latest");
        var agents = agents(AgentSettings.Mode.AUTO, KEY);

        assertThat(
                        agents.route(TestAgents.agent("ollama-a", "ollama", null, "llama3.1:8b"))
                                .available())
                .isTrue();
        assertThat(
                        agents.route(TestAgents.agent("ollama-b", "ollama", null, "llama3.2"))
                                .available())
                .isTrue();
        assertThat(
                        agents.route(TestAgents.agent("ollama-c", "ollama", null, "mistral:7b"))
                                .unavailableReason())
                .contains("ollama pull mistral:7b");
    }

    @Test
    void
            given_a_retired_model__when_it_is_asked_for__then_its_replacement_is_used_with_a_warning() {
        var table =
                """
                unknown: {input: "0.015", output: "0.075", context: 100000}
                providers:
                  groq:
                    default: new
                    models:
                      old: {input: "1", output: "1", context: 10, retired_at: 2025-03-20, replacement: new}
                      new: {input: "2", output: "2", context: 20}
                """;
        var agents =
                TestAgents.at(llm.host())
                        .models(new ByteArrayResource(table.getBytes(StandardCharsets.UTF_8)))
                        .make();
        var old = TestAgents.agent("groq-a", null, null, "old");

        assertThat(agents.route(old).model()).isEqualTo("new");
        assertThat(agents.route(old).modelWarning()).contains("old").contains("new");
        assertThat(agents.route(TestAgents.agent("groq-a", null, null, "new")).modelWarning())
                .isNull();
    }

    @Test
    void given_a_broken_model_table__when_it_is_read__then_the_start_stops_with_the_place() {
        var table =
                new ByteArrayResource(
                        "providers: {groq: {}}".getBytes(StandardCharsets.UTF_8), "my models");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> TestAgents.at(llm.host()).models(table).make())
                .withMessageContaining("my models")
                .withMessageContaining("unknown");
    }

    @Test
    void given_a_key__when_settings_are_printed__then_it_is_not_there() {
        assertThat(TestAgents.at(llm.host()).providers().toString())
                .contains("***")
                .doesNotContain("very-secret");
    }

    @Test
    void
            given_a_service_that_keeps_failing__when_half_of_its_calls_failed__then_it_is_left_alone() {
        llm.otherwise(FakeAnswer.status(500));
        var agent = agents(AgentSettings.Mode.AUTO, KEY).agent(AgentDefinition.named("gpt4o"));
        for (var call = 0; call < 5; call++) {
            assertThat(failure(agent).retryAfter()).isNull();
        }

        var failure = failure(agent);

        assertThat(failure.kind()).isEqualTo(Kind.SERVICE_OPEN);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(llm.calls()).hasSize(5);
    }

    @Test
    void given_a_service_left_alone__when_another_model_is_called__then_it_answers() {
        llm.when(call -> call.model().equals("gpt-4o"), FakeAnswer.status(500))
                .otherwise(FakeAnswer.text("Here."));
        var agents = agents(AgentSettings.Mode.AUTO, KEY);
        var broken = agents.agent(AgentDefinition.named("gpt4o"));
        for (var call = 0; call < 6; call++) {
            failure(broken);
        }

        var answer =
                agents.agent(AgentDefinition.named("gpt4o-mini"))
                        .ask(
                                TestAgents.request(Contract.DRAFT, Duration.ofSeconds(20)),
                                DeltaListener.NONE);

        assertThat(answer.content()).isEqualTo("Here.");
    }

    @Test
    void given_busy_answers__when_they_repeat__then_the_service_is_not_given_up() {
        llm.otherwise(FakeAnswer.status(429));
        var agent = agents(AgentSettings.Mode.AUTO, KEY).agent(AgentDefinition.named("gpt4o"));

        for (var call = 0; call < 8; call++) {
            assertThat(failure(agent).kind()).isEqualTo(Kind.RATE_LIMITED);
        }

        assertThat(llm.calls()).hasSize(8);
    }

    @Test
    void given_texts__when_tokens_are_bounded__then_other_scripts_count_every_byte() {
        assertThat(TokenEstimate.worstCase("")).isZero();
        assertThat(TokenEstimate.worstCase("plain words")).isEqualTo(6);
        assertThat(TokenEstimate.worstCase("\u6d88\u9632\u961f")).isEqualTo(9);
        assertThat(TokenEstimate.likely("plain words")).isEqualTo(3);
    }

    private static AgentFailure failure(Agent agent) {
        try {
            agent.ask(
                    TestAgents.request(Contract.DRAFT, Duration.ofSeconds(20)), DeltaListener.NONE);
        } catch (AgentFailure failure) {
            return failure;
        }
        throw new AssertionError("The call succeeded");
    }

    private Agents agents(AgentSettings.Mode mode, ApiKey key) {
        return TestAgents.at(llm.host()).mode(mode).with(key).make();
    }
}
