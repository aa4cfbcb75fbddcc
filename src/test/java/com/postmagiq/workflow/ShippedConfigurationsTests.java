package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.FakeLlm;
import com.postmagiq.PostmagiqTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Each configuration that ships with the product takes a story to its finished post, with its
 * providers' own wire formats on the other side.
 */
@PostmagiqTest
@ContextConfiguration(initializers = ShippedConfigurationsTests.EveryProvider.class)
class ShippedConfigurationsTests {
    private static final FakeLlm LLM =
            FakeLlm.start().serving("llama3.1:8b", "mistral:7b", "llama3.2:3b");

    private final Newsroom room;

    ShippedConfigurationsTests(@LocalServerPort int port) {
        room = Newsroom.open(port);
        LLM.otherwise(call -> FakeLlm.obliging(call, Newsroom.post(0)));
    }

    /** Every provider lives at the fake one's address, and what ships is what runs. */
    static final class EveryProvider
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "postmagiq.agents.openai.base-url=" + LLM.baseUrl(),
                            "postmagiq.agents.openai.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.anthropic.base-url=" + LLM.host(),
                            "postmagiq.agents.anthropic.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.gemini.base-url=" + LLM.host(),
                            "postmagiq.agents.gemini.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.groq.base-url=" + LLM.baseUrl(),
                            "postmagiq.agents.groq.api-key=" + Newsroom.KEY,
                            "postmagiq.agents.ollama.host=" + LLM.host(),
                            "postmagiq.agents.limits.groq.requests-per-minute=0",
                            "postmagiq.agents.limits.groq.tokens-per-minute=0",
                            "postmagiq.agents.limits.anthropic.tokens-per-minute=0",
                            "postmagiq.agents.limits.gemini.tokens-per-minute=0",
                            // Agents that prefer a vendor's tool are called over HTTP, too.
                            "postmagiq.agents.mode=api")
                    .applyTo(context);
        }
    }

    @AfterAll
    static void close() {
        LLM.close();
    }

    @ParameterizedTest
    @CsvSource({
        "offline, standard, '', 0",
        "groq-production, standard, OPENAI, 10",
        "groq-production, premium, OPENAI, 10",
        "ollama-local, standard, OLLAMA, 10",
        "ollama-local, premium, OLLAMA, 10",
        "legacy-claude, standard, ANTHROPIC GEMINI OPENAI, 10",
        "legacy-claude, premium, ANTHROPIC GEMINI OPENAI, 11"
    })
    @Tag("workflow-83")
    void
            given_a_shipped_configuration__when_a_story_is_told__then_it_becomes_a_post_at_the_price_that_was_told(
                    String slug, String tier, String formats, int calls) {
        var before = LLM.calls().size();
        var quote = quote(slug, tier);

        var run =
                room.start(
                        Map.of("config", slug, "tier", tier, "quote_id", quote.text("/quote_id")));
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        var ended = room.awaits(run, "complete");

        assertThat(ended.at("/credits_charged").asInt()).isEqualTo(quote.at("/credits").asInt());
        var made = LLM.calls().subList(before, LLM.calls().size());
        assertThat(
                        made.stream()
                                .map(call -> String.valueOf(call.format()))
                                .collect(Collectors.toSet()))
                .isEqualTo(formats.isEmpty() ? Set.of() : Set.of(formats.split(" ")));
        assertThat(made).hasSize(calls);
        assertThat(room.way(run))
                .containsExactly(
                        "story-review",
                        "story-process",
                        "draft",
                        "cross-audit",
                        "synthesize",
                        "final-audit",
                        "human-approval",
                        "complete");
        var post = room.owner.get("/posts/" + ended.text("/post_id")).text("/content");
        if (calls > 0) {
            assertThat(post).isEqualTo(Newsroom.post(0));
        } else {
            assertThat(post).isNotBlank();
        }
    }

    private Api.Answer quote(String slug, String tier) {
        var quote =
                room.owner.post(
                        "/workflow-runs/quote",
                        Map.of(
                                "story",
                                room.story(),
                                "config",
                                slug,
                                "tier",
                                tier,
                                "shape",
                                "SHORT"));
        assertThat(quote.status()).as(quote.raw().body()).isEqualTo(200);
        return quote;
    }

    @Test
    @Tag("workflow-5")
    void given_models_of_ones_own_machine__when_a_run_has_no_money__then_it_ends_at_no_cost() {
        var set =
                room.owner.put("/settings/cost-caps", Map.of("daily_usd", "0", "monthly_usd", "0"));
        assertThat(set.status()).as(set.raw().body()).isEqualTo(200);

        var run = room.start(Map.of("config", "ollama-local"));
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");

        assertThat(room.awaits(run, "complete").at("/total_cost_usd").decimalValue())
                .isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    @Tag("workflow-5")
    void given_one_agent_that_is_paid_for__when_a_run_has_no_money__then_it_stops_before_its_call()
            throws IOException {
        var yaml =
                Files.readString(Path.of("workflows/configs/ollama-local.yaml"))
                        .replace(
                                "ollama-mistral: {type: ollama, model: \"mistral:7b\", context_window: 16384, max_tokens: 2048}",
                                "ollama-mistral: {provider: groq, model: llama-70b}");
        assertThat(yaml).contains("provider: groq");
        var created =
                room.owner.post(
                        "/workflow-configs", Map.of("slug", "ours", "name", "Ours", "yaml", yaml));
        assertThat(created.status()).as(created.raw().body()).isEqualTo(201);
        var before = LLM.calls().size();

        var run = room.start(Map.of("config", "ours"));
        var stopped = room.awaits(run, "halted");

        assertThat(stopped.text("/error/code")).isEqualTo("breaker.hard_cost_limit");
        assertThat(stopped.text("/error/agent")).isEqualTo("ollama-mistral");
        assertThat(stopped.at("/total_cost_usd").decimalValue())
                .isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(LLM.calls().subList(before, LLM.calls().size()))
                .isNotEmpty()
                .noneMatch(call -> call.model().startsWith("llama-3"));
    }

    @Test
    @Tag("workflow-21")
    void given_a_story_without_any_machine__when_it_is_told__then_none_is_added() {
        var run = room.start(Map.of("config", "offline", "shape", "FULL"));
        room.awaitsPersonIn(run, "human-approval");

        assertThat(text(run, "processed")).contains("**Amplification**: Not in source");
        assertThat(words(text(run, "final"))).isNotEmpty().isSubsetOf(words(room.story()));
    }

    private String text(String run, String type) {
        var output =
                room.list(run, "outputs").stream()
                        .filter(each -> each.path("output_type").asString().equals(type))
                        .findFirst()
                        .orElseThrow();
        return room.owner
                .get("/workflow-runs/%s/outputs/%s".formatted(run, output.path("id").asString()))
                .text("/content");
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.toLowerCase(Locale.ROOT).strip().split("[^\\p{L}\\p{N}]+")));
    }
}
