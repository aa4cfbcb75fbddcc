package com.postmagiq.agents.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeAnswer.Ending;
import com.postmagiq.FakeLlm;
import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.ApiKey;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Task;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiAgentTests {
    private static final String KEY = "sk-very-secret-0123456789";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeLlm llm = FakeLlm.start();
    private final OpenAiCompatible adapter = new OpenAiCompatible();

    @AfterEach
    void close() {
        llm.close();
        adapter.close();
    }

    @Test
    void given_a_request__when_it_is_sent__then_it_carries_key_roles_limits_and_its_own_id() {
        llm.next(FakeAnswer.text("{\"score\": 7}"));
        var request = request(Contract.REVIEW, LONG);

        agent().ask(request, DeltaListener.NONE);

        var call = llm.calls().getFirst();
        assertThat(call.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(call.header("Idempotency-Key")).isEqualTo(request.idempotencyKey().toString());
        assertThat(call.system()).startsWith("You review stories.").contains("\"required\"");
        assertThat(call.user()).isEqualTo("The story.");
        assertThat(call.body().at("/response_format/type").asString()).isEqualTo("json_object");
        assertThat(call.body().path("max_tokens").asInt()).isEqualTo(4096);
        assertThat(call.body().has("temperature")).isFalse();
    }

    @Test
    void given_a_model_that_reasons__when_it_is_called__then_its_own_limit_is_sent() {
        llm.next(FakeAnswer.text("Fine."));

        agent("gpt-5.2", true, "high", LONG).ask(request(Contract.DRAFT, LONG), DeltaListener.NONE);

        var body = llm.calls().getFirst().body();
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(4096);
        assertThat(body.has("max_tokens")).isFalse();
        assertThat(body.has("temperature")).isFalse();
        assertThat(body.path("reasoning_effort").asString("")).isEqualTo("high");
    }

    @Test
    void given_retry_after_as_a_date__when_it_is_read__then_the_answers_own_date_is_its_zero() {
        var inHalfAMinute = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(30);
        llm.next(
                FakeAnswer.status(503)
                        .header(
                                "Retry-After",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(inHalfAMinute)));

        var failure = failure(agent(), LONG);

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(25), Duration.ofSeconds(31));
    }

    @Test
    void given_too_long_a_prompt__when_the_provider_says_so__then_it_is_an_overflow() {
        llm.next(
                FakeAnswer.status(400)
                        .saying("{\"error\":{\"code\":\"context_length_exceeded\"}}"));

        assertThat(failure(agent(), LONG).kind()).isEqualTo(Kind.CONTEXT_OVERFLOW);
    }

    @Test
    void given_a_stall_in_the_middle__when_it_lasts_too_long__then_the_call_has_timed_out() {
        llm.next(FakeAnswer.text("It began well").ending(Ending.SILENT));

        var failure = failure(agent("gpt-4o", false, null, SHORT), LONG);

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure).hasMessageContaining("sent nothing");
        assertThat(failure.usage().output()).isPositive();
    }

    @Test
    void given_a_long_answer__when_the_caller_is_interrupted__then_the_provider_is_hung_up_on()
            throws Exception {
        llm.next(FakeAnswer.text("word ".repeat(2000)).pausing(Duration.ofMillis(10)));
        var begun = new CountDownLatch(1);
        var outcome = new CompletableFuture<AgentFailure>();
        var caller =
                Thread.startVirtualThread(
                        () ->
                                outcome.complete(
                                        catchThrowableOfType(
                                                AgentFailure.class,
                                                () ->
                                                        agent().ask(
                                                                        request(
                                                                                Contract.DRAFT,
                                                                                LONG),
                                                                        _ -> begun.countDown()))));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        caller.interrupt();

        assertThat(outcome.get(2, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(llm.calls().getFirst().hungUp().await(5, TimeUnit.SECONDS)).isTrue();
    }

    private AgentFailure failure(Agent agent, Duration timeout) {
        var failure =
                catchThrowableOfType(
                        AgentFailure.class,
                        () -> agent.ask(request(Contract.DRAFT, timeout), DeltaListener.NONE));
        assertThat(failure).isNotNull();
        return failure;
    }

    private Agent agent() {
        return agent("gpt-4o", false, null, LONG);
    }

    private Agent agent(String model, boolean reasoning, @Nullable String effort, Duration idle) {
        return adapter.agent(
                new OpenAiCompatible.Target(
                        "openai", llm.baseUrl(), new ApiKey(KEY), model, reasoning, effort, idle));
    }

    private static AgentRequest request(Contract contract, Duration timeout) {
        return new AgentRequest(
                AgentDefinition.named("gpt-4o"),
                "You review stories.",
                List.of(new AgentRequest.Message(AgentRequest.Message.Role.USER, "The story.")),
                new Task(contract, "writer", List.of(), List.of(), "", List.of(), null, 7),
                contract.json() ? "{\"type\":\"object\",\"required\":[\"score\"]}" : null,
                timeout,
                UUID.randomUUID());
    }
}
