package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.RateLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Providers that refuse, break off, hang up or lack a key. */
@RunsTest
class ProviderFailureTests {
    private final Newsroom room;
    private final Agents agents;
    private final RateLimits limits;

    ProviderFailureTests(@LocalServerPort int port, Agents agents, RateLimits limits) {
        room = Newsroom.open(port);
        this.agents = agents;
        this.limits = limits;
    }

    @Test
    @Tag("workflow-57")
    void
            given_answers_that_had_to_be_mended_or_asked_for_again__when_the_run_ends__then_they_cost_dollars_and_no_credits() {
        room.uses("split")
                .says("checker-a", "I cannot say.", FakeLlm.APPROVAL)
                .says("writer-b", FakeAnswer.status(500), FakeAnswer.text(Newsroom.post(2)))
                .obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");

        var ended = room.awaits(run, "complete");

        var calls = room.list(run, "invocations");
        assertThat(calls).anyMatch(call -> call.path("purpose").asString().equals("repair"));
        assertThat(calls)
                .filteredOn(call -> call.path("status").asString().equals("malformed"))
                .isNotEmpty()
                .allMatch(call -> call.path("cost_usd").decimalValue().signum() > 0);
        assertThat(ended.at("/total_cost_usd").decimalValue())
                .isEqualByComparingTo(
                        calls.stream()
                                .map(call -> call.path("cost_usd").decimalValue())
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(ended.at("/credits_charged").asInt()).isEqualTo(2 + 3 + 2);
    }

    @Test
    @Tag("workflow-60")
    void
            given_a_provider_that_stumbles__when_it_is_asked_again_in_time__then_all_texts_come_about() {
        room.uses("split", "timeout_per_agent: 20", "timeout_per_agent: 30")
                .says(
                        "writer-a",
                        FakeAnswer.status(429).header("Retry-After", "2"),
                        FakeAnswer.text(Newsroom.post(0)))
                .says(
                        "writer-b",
                        FakeAnswer.status(500),
                        FakeAnswer.text(Newsroom.post(2)).ending(FakeAnswer.Ending.CUT),
                        FakeAnswer.text(Newsroom.post(2)))
                .says(
                        "writer-c",
                        FakeAnswer.dropped(),
                        FakeAnswer.dropped(),
                        FakeAnswer.text(Newsroom.post(5)))
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("all_success");
        assertThat(room.calls("writer-a")).hasSize(2);
        assertThat(
                        java.time.Duration.between(
                                room.calls("writer-a").get(0).at(),
                                room.calls("writer-a").get(1).at()))
                .isGreaterThanOrEqualTo(java.time.Duration.ofSeconds(2));
        assertThat(room.calls("writer-b")).hasSize(3);
        assertThat(room.calls("writer-c")).hasSize(3);
    }

    @Test
    @Tag("workflow-60")
    void
            given_a_key_that_is_refused__when_it_was_tried__then_it_is_not_tried_again_and_never_shown() {
        room.uses("split")
                .says(
                        "processor",
                        FakeAnswer.status(401)
                                .saying(
                                        "{\"error\":{\"message\":\"Incorrect API key provided: "
                                                + Newsroom.KEY
                                                + "\"}}"))
                .obliging();
        var run = room.start();

        room.awaits(run, "halted");

        assertThat(room.calls("processor")).hasSize(1);
        var told =
                room.events(run).toString()
                        + room.run(run).raw().body()
                        + room.list(run, "invocations")
                        + room.list(run, "states");
        assertThat(told).contains("auth").doesNotContain(Newsroom.KEY);
    }

    @Test
    void
            given_a_provider_that_asks_for_a_long_wait__when_it_is_over__then_the_run_that_had_let_go_comes_back() {
        room.uses("split", "timeout_per_agent: 20", "timeout_per_agent: 40")
                .says(
                        "writer-a",
                        FakeAnswer.status(429).header("Retry-After", "11"),
                        FakeAnswer.text(Newsroom.post(0)))
                .obliging();
        var run = room.start();
        room.awaitCall("writer-a", 1);

        room.awaits(run, "queued");
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.calls("writer-a")).hasSize(2);
        assertThat(room.calls("writer-b")).hasSize(1);
        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("all_success");
    }

    @Test
    void
            given_a_wait_beyond_the_time_of_the_agent__when_it_is_asked_for__then_the_run_goes_on_without_this_writer() {
        room.uses("split")
                .says("writer-a", FakeAnswer.status(429).header("Retry-After", "60"))
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.calls("writer-a")).hasSize(1);
        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("partial_success");
    }

    @Test
    void
            given_a_provider_that_only_fails__when_the_time_of_the_agent_is_over__then_it_is_left_alone() {
        room.uses("split", "timeout_per_agent: 20", "timeout_per_agent: 6")
                .says("writer-a", FakeAnswer.status(500))
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        var draft = room.visit(run, "draft", 1);
        assertThat(draft.at("/transition").asString()).isEqualTo("partial_success");
        assertThat(draft.at("/duration_s").asDouble()).isLessThan(12);
        assertThat(room.calls("writer-a").size()).isBetween(2, 6);
    }

    @Test
    void
            given_a_writer_that_only_makes_excuses__when_it_was_asked_to_mend__then_its_place_is_malformed() {
        room.uses("split").says("writer-a", "I am sorry, but I cannot help with that.").obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.visit(run, "draft", 1).at("/slots/0/status").asString())
                .isEqualTo("malformed");
        assertThat(room.calls("writer-a")).hasSize(2);
    }

    @Test
    @Tag("workflow-67")
    void
            given_an_agent_without_a_key__when_a_run_is_asked_for__then_agent_and_variable_are_named_and_nothing_is_stored() {
        room.uses("split", "writer-c: {provider: openai", "writer-c: {provider: groq").obliging();

        var refused = room.tryStart(Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("agent.unavailable");
        assertThat(refused.raw().body()).contains("writer-c", "GROQ_API_KEY");
        assertThat(room.owner.get("/workflow-runs").at("/items")).isEmpty();
        assertThat(room.calls()).isEmpty();
    }

    @Test
    @Tag("workflow-66")
    void given_an_agent_with_a_fallback__when_it_fails__then_the_other_one_answers_and_it_shows() {
        room.uses("split", "model: m-writer-a-", "fallback: [checker-a], model: m-writer-a-")
                .says("writer-a", FakeAnswer.status(400))
                .when(
                        call ->
                                call.model().contains("checker-a")
                                        && call.system().contains("## Your role: writer"),
                        FakeAnswer.text(Newsroom.post(7)))
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        await().untilAsserted(
                        () ->
                                assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                                        .isEqualTo("all_success"));
        assertThat(room.list(run, "invocations"))
                .filteredOn(it -> it.path("purpose").asString().equals("fallback"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("agent").asString()).isEqualTo("checker-a"))
                .satisfies(
                        it -> assertThat(it.path("planned_agent").asString()).isEqualTo("writer-a"))
                .satisfies(it -> assertThat(it.path("degraded").asBoolean()).isTrue());
    }

    @Test
    void given_three_providers__when_they_draft_together__then_each_answers_in_its_own_format() {
        room.uses(
                        "split",
                        "writer-a: {provider: openai",
                        "writer-a: {provider: anthropic",
                        "writer-b: {provider: openai",
                        "writer-b: {provider: gemini")
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("all_success");
        assertThat(room.calls("writer-a").getFirst().header("x-api-key")).isEqualTo(Newsroom.KEY);
        assertThat(room.calls("writer-b").getFirst().header("x-goog-api-key"))
                .isEqualTo(Newsroom.KEY);
    }

    @Test
    @Tag("workflow-61")
    void
            given_an_allowance_that_is_used_up__when_the_wait_is_long__then_the_run_lets_go_and_comes_back() {
        room.uses("split", "writer-a: {provider: openai", "writer-a: {provider: gemini")
                .says("processor", FakeAnswer.text(room.processed()).after(Duration.ofSeconds(1)))
                .obliging();
        var gemini = agents.allowance(AgentDefinition.named("gemini")).orElseThrow();
        var run = room.start();
        // Just before the drafts, so that a slow machine does not wait less.
        room.awaitCall("processor", 1);
        limits.turn(gemini, gemini.tokensPerMinute(), room.mark, Duration.ofMinutes(1));
        // What the call needs flows in at 2000 tokens a second: some sixteen seconds from now.
        limits.turn(gemini, 30_000, room.mark, Duration.ofMinutes(1));

        room.awaits(run, "queued");
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.calls("writer-a")).hasSize(1);
        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("all_success");
    }
}
