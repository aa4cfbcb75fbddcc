package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeLlm;
import com.postmagiq.PostmagiqTest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
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
        "ollama-local, standard, OPENAI, 10",
        "legacy-claude, standard, ANTHROPIC GEMINI OPENAI, 10",
        "legacy-claude, premium, ANTHROPIC GEMINI OPENAI, 11"
    })
    void given_a_shipped_configuration__when_a_story_is_told__then_it_becomes_a_post(
            String slug, String tier, String formats, int calls) {
        var before = LLM.calls().size();

        var run = room.start(Map.of("config", slug, "tier", tier));
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        var ended = room.awaits(run, "complete");

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
}
