package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeAnswer.Ending;
import com.postmagiq.FakeLlm;
import com.postmagiq.agents.AgentFailure.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What every provider reached over HTTP must do, in its own wire format. */
@ParameterizedClass
@ValueSource(strings = {"gpt4o", "groq-llama-8b", "ollama", "claude-sonnet", "gemini-2.5-flash"})
class ProviderContractTests {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeLlm llm = FakeLlm.start();
    private final List<Agents> made = new ArrayList<>();
    private final AgentDefinition agent;
    private final boolean streams;

    /** Ollama has no keys, no ids, no filter, and counts nothing as cached. */
    private final boolean own;

    ProviderContractTests(String name) {
        this.agent = AgentDefinition.named(name);
        this.streams = !name.startsWith("gemini");
        this.own = name.equals("ollama");
    }

    @AfterEach
    void close() {
        made.forEach(Agents::close);
        llm.close();
    }

    @Test
    void given_an_answer__when_it_is_read__then_the_pieces_joined_are_the_content() {
        llm.next(FakeAnswer.text("The pump failed twice. Nobody heard it.").cached(12));
        var pieces = new ArrayList<String>();

        var answer = ask(TestAgents.request(Contract.DRAFT, LONG), pieces::add);

        assertThat(answer.content()).isEqualTo("The pump failed twice. Nobody heard it.");
        if (streams) {
            assertThat(pieces).hasSizeGreaterThan(3);
            assertThat(String.join("", pieces)).isEqualTo(answer.content());
        }
        assertThat(answer.usage().input()).isEqualTo(42);
        assertThat(answer.usage().cachedInput()).isEqualTo(own ? 0 : 12);
        assertThat(answer.usage().output()).isEqualTo(7);
        assertThat(answer.usage().estimated()).isFalse();
        assertThat(answer.modelReported()).isEqualTo(llm.calls().getFirst().model());
        assertThat(answer.providerRequestId() == null).isEqualTo(own);
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void given_a_request__when_it_is_sent__then_it_carries_key_roles_schema_and_its_own_id() {
        llm.next(FakeAnswer.text("{\"score\": 7}"));
        var request = TestAgents.request(Contract.REVIEW, LONG);

        ask(request, DeltaListener.NONE);

        var call = llm.calls().getFirst();
        assertThat(call.header("Idempotency-Key")).isEqualTo(request.idempotencyKey().toString());
        assertThat(call.system()).startsWith("You review stories.").contains("\"required\"");
        assertThat(call.user()).isEqualTo("The story.");
        assertThat(call.body().toString()).contains("4096");
        if (!own) {
            assertThat(
                            call.header("Authorization")
                                    + call.header("x-api-key")
                                    + call.header("x-goog-api-key"))
                    .contains(TestAgents.KEY.value());
        }
    }

    @Test
    void given_earlier_turns__when_they_are_sent__then_they_stand_in_order_before_the_last() {
        llm.next(FakeAnswer.text("Fine."));
        var plain = TestAgents.request(Contract.DRAFT, LONG);
        var user = AgentRequest.Message.Role.USER;

        ask(
                new AgentRequest(
                        plain.agent(),
                        plain.system(),
                        List.of(
                                new AgentRequest.Message(user, "One?"),
                                new AgentRequest.Message(
                                        AgentRequest.Message.Role.ASSISTANT, "One."),
                                new AgentRequest.Message(user, "Two?")),
                        plain.task(),
                        null,
                        LONG,
                        plain.idempotencyKey()),
                DeltaListener.NONE);

        assertThat(llm.calls().getFirst().messages())
                .extracting(FakeLlm.Turn::role)
                .containsExactly("system", "user", "assistant", "user");
        assertThat(llm.calls().getFirst().messages().getLast().text()).isEqualTo("Two?");
    }

    @Test
    @Tag("workflow-60")
    void given_a_busy_provider__when_it_answers_429__then_its_wish_to_wait_is_told() {
        llm.next(FakeAnswer.status(429).header("Retry-After", "7"));

        var failure = failure(LONG);

        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(llm.calls()).hasSize(1);
    }

    @Test
    @Tag("workflow-60")
    void given_a_provider_in_trouble__when_it_answers_500__then_the_caller_may_try_again() {
        llm.next(FakeAnswer.status(500));

        var failure = failure(LONG);

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure.kind().retryable()).isTrue();
        assertThat(llm.calls()).hasSize(1);
    }

    @Test
    @Tag("workflow-60")
    void given_a_refused_key__when_the_provider_quotes_it__then_our_message_does_not() {
        llm.next(
                FakeAnswer.status(401)
                        .saying(
                                "{\"error\":{\"message\":\"Incorrect API key provided: "
                                        + TestAgents.KEY.value()
                                        + "\"}}"));

        var failure = failure(LONG);

        assertThat(failure.kind()).isEqualTo(Kind.AUTH);
        assertThat(failure.kind().retryable()).isFalse();
        assertThat(failure).hasMessageNotContaining("sk-very").hasNoCause();
    }

    @Test
    @Tag("workflow-60")
    void given_a_connection_dropped_before_any_byte__when_asked__then_it_is_repeated_once() {
        llm.next(FakeAnswer.dropped(), FakeAnswer.text("Here after all."));

        var answer = ask(TestAgents.request(Contract.DRAFT, LONG), DeltaListener.NONE);

        assertThat(answer.content()).isEqualTo("Here after all.");
        assertThat(llm.calls()).hasSize(2);
        assertThat(llm.calls().get(0).header("Idempotency-Key"))
                .isEqualTo(llm.calls().get(1).header("Idempotency-Key"));
    }

    @Test
    void given_a_provider_that_keeps_dropping__when_asked__then_it_fails_after_the_one_repeat() {
        llm.otherwise(FakeAnswer.dropped());

        assertThat(failure(LONG).kind()).isEqualTo(Kind.NETWORK);
        assertThat(llm.calls()).hasSize(2);
    }

    @Test
    void given_a_connection_that_breaks_in_the_middle__when_asked__then_it_is_no_answer() {
        llm.otherwise(FakeAnswer.text("A first half and").ending(Ending.BROKEN));

        var failure = failure(LONG);

        assertThat(failure.kind()).isEqualTo(Kind.NETWORK);
        // Text that was seen is paid for, and counted; half a document shows none.
        assertThat(failure.usage().output() > 0).isEqualTo(streams);
        assertThat(llm.calls()).hasSize(streams ? 1 : 2);
    }

    @Test
    void given_an_answer_without_a_reason_for_its_end__when_asked__then_it_is_no_answer() {
        llm.next(FakeAnswer.text("A first half and").ending(Ending.CUT));

        assertThat(failure(LONG).kind()).isEqualTo(Kind.NETWORK);
    }

    @Test
    void given_an_answer_without_a_word__when_asked__then_it_is_empty() {
        llm.next(FakeAnswer.text("   "));

        assertThat(failure(LONG).kind()).isEqualTo(Kind.EMPTY);
    }

    @Test
    void given_an_answer_at_its_limit__when_asked__then_it_is_marked_as_truncated() {
        llm.next(FakeAnswer.text("It went on and").finish("length"));

        assertThat(ask(TestAgents.request(Contract.DRAFT, LONG), DeltaListener.NONE).truncated())
                .isTrue();
    }

    @Test
    void given_a_content_filter__when_it_stops_the_answer__then_it_is_not_tried_again() {
        if (own) {
            return;
        }
        llm.next(FakeAnswer.text("It went").finish("content_filter"));

        assertThat(failure(LONG).kind()).isEqualTo(Kind.CONTENT_FILTERED);
    }

    @Test
    void given_a_provider_that_counts_nothing__when_asked__then_usage_is_estimated() {
        llm.next(FakeAnswer.text("Twelve chars").withoutUsage());

        var usage = ask(TestAgents.request(Contract.DRAFT, LONG), DeltaListener.NONE).usage();

        assertThat(usage.estimated()).isTrue();
        assertThat(usage.output()).isEqualTo(3);
    }

    @Test
    void given_something_that_is_not_its_format__when_asked__then_it_is_an_error_and_no_content() {
        llm.otherwise(FakeAnswer.text("").saying("data: <html>Please sign in</html>\n\n"));

        var failure = failure(LONG);

        assertThat(failure.kind()).isIn(Kind.UNKNOWN, Kind.NETWORK);
        assertThat(failure).hasMessageNotContaining("sign in");
    }

    @Test
    void given_a_silent_provider__when_the_whole_time_is_up__then_the_call_has_timed_out()
            throws InterruptedException {
        llm.next(FakeAnswer.hanging());

        var failure = failure(SHORT);

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure).hasMessageContaining("did not finish");
    }

    @Test
    void given_a_call_under_way__when_the_caller_is_interrupted__then_the_provider_is_hung_up_on()
            throws Exception {
        llm.next(
                FakeAnswer.text("word ".repeat(2000))
                        .pausing(Duration.ofMillis(10))
                        .after(Duration.ofMillis(streams ? 0 : 500)));
        var outcome = new CompletableFuture<AgentFailure>();
        var caller = Thread.startVirtualThread(() -> outcome.complete(failure(LONG)));
        llm.awaitCall(1, Duration.ofSeconds(10));

        caller.interrupt();

        assertThat(outcome.get(2, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
        if (streams) {
            assertThat(llm.calls().getFirst().hungUp().await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void given_a_stall_in_the_middle__when_it_lasts_too_long__then_the_call_has_timed_out() {
        llm.next(FakeAnswer.text("It began well").ending(Ending.SILENT));
        var agents = made(TestAgents.at(llm.host()).idle(SHORT));

        var failure =
                failure(
                        () ->
                                agents.agent(agent)
                                        .ask(
                                                TestAgents.request(
                                                        Contract.DRAFT, Duration.ofSeconds(1)),
                                                DeltaListener.NONE));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(failure.usage().output() > 0).isEqualTo(streams);
    }

    private AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        return made(TestAgents.at(llm.host())).agent(agent).ask(request, onDelta);
    }

    private Agents made(TestAgents wanted) {
        var agents = wanted.make();
        made.add(agents);
        return agents;
    }

    private AgentFailure failure(Duration timeout) {
        return failure(() -> ask(TestAgents.request(Contract.DRAFT, timeout), DeltaListener.NONE));
    }

    private static AgentFailure failure(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        var failure = catchThrowableOfType(AgentFailure.class, call);
        assertThat(failure).isNotNull();
        return failure;
    }
}
