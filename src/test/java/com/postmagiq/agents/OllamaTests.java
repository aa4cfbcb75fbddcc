package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.FakeModels.Pull;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.tool.GraphicsMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What only Ollama has: its own options, models that are fetched, and one chosen by memory. */
class OllamaTests {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakeLlm llm = FakeLlm.start();
    private final Agents agents = TestAgents.at(llm.host()).make();

    @AfterEach
    void close() {
        agents.close();
        llm.close();
    }

    @Test
    void given_a_request__when_it_is_sent__then_it_carries_schema_context_limits_and_seed() {
        llm.next(FakeAnswer.text("{\"score\": 7}"));
        var plain = TestAgents.request(Contract.REVIEW, LONG);

        agents.agent(agent("llama3.2", true))
                .ask(
                        new AgentRequest(
                                plain.agent(),
                                plain.system(),
                                plain.messages(),
                                plain.task(),
                                plain.jsonSchema(),
                                LONG,
                                plain.idempotencyKey(),
                                null,
                                -7),
                        DeltaListener.NONE);

        var body = llm.calls().getFirst().body();
        assertThat(body.at("/format/type").asString()).isEqualTo("object");
        assertThat(body.at("/options/num_ctx").asInt()).isEqualTo(8192);
        assertThat(body.at("/options/num_predict").asInt()).isEqualTo(4096);
        assertThat(body.at("/options/seed").asLong()).isBetween(0L, (long) Integer.MAX_VALUE);
        assertThat(body.at("/options").has("temperature")).isFalse();
        assertThat(body.path("keep_alive").asInt()).isEqualTo(600);
        assertThat(body.path("stream").asBoolean()).isTrue();
        assertThat(body.path("truncate").asBoolean(true)).isFalse();
    }

    @Test
    void given_a_prompt_it_cannot_take__when_it_says_so__then_the_context_is_the_reason() {
        llm.next(
                FakeAnswer.status(400)
                        .saying("{\"error\":\"the input length exceeds the context length\"}"));

        assertThat(failure(agent("llama3.2", true)).kind()).isEqualTo(Kind.CONTEXT_OVERFLOW);
    }

    @Test
    void given_an_error_in_the_middle__when_it_is_read__then_what_was_written_is_counted() {
        llm.next(
                FakeAnswer.text("")
                        .saying(
                                """
                                {"model":"m","message":{"role":"assistant","content":"It began"},"done":false}
                                {"error":"llama runner process has terminated: sk-secret"}
                                """));

        var failure = failure(agent("llama3.2", true));

        assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
        assertThat(failure).hasMessageNotContaining("sk-secret");
        assertThat(failure.usage().output()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "llama3.2, llama3.2:latest, true",
        "llama3.2:latest, llama3.2, true",
        "llama3.2, llama3.2:3b, false",
        "hub.example:5000/team/m, hub.example:5000/team/m:latest, true"
    })
    void given_names_with_and_without_a_tag__when_compared__then_only_latest_may_be_left_out(
            String wanted, String held, boolean same) {
        llm.serving(held);

        assertThat(agents.route(agent(wanted, false)).available()).isEqualTo(same);
    }

    @Test
    void given_a_missing_model__when_it_may_be_fetched__then_it_is_and_progress_is_told() {
        var told = new ArrayList<String>();
        var mistral = agent("mistral:7b", true);
        assertThat(agents.route(mistral).available()).isTrue();

        agents.prepare(mistral, told::add);
        agents.prepare(mistral, told::add);

        assertThat(llm.models().pulled()).containsExactly("mistral:7b");
        assertThat(told)
                .containsExactly(
                        "Fetching the model mistral:7b.",
                        "Fetching the model mistral:7b: 25 %.",
                        "Fetching the model mistral:7b: 100 %.");
    }

    @Test
    void given_a_missing_model__when_it_must_not_be_fetched__then_it_is_not() {
        agents.prepare(agent("mistral:7b", false), OllamaTests::nobody);

        assertThat(llm.models().pulled()).isEmpty();
        assertThat(agents.route(agent("mistral:7b", false)).unavailableReason())
                .contains("ollama pull mistral:7b");
    }

    @Test
    void given_several_that_want_one_model__when_it_is_missing__then_it_is_fetched_once()
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < 5; i++) {
                var _ =
                        threads.submit(
                                () ->
                                        agents.prepare(
                                                agent("mistral:7b", true), OllamaTests::nobody));
            }
        }

        assertThat(llm.models().pulled()).containsExactly("mistral:7b");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pull.class,
            names = {"REFUSED", "CUT", "GARBLED", "SILENT"})
    void given_a_model_that_cannot_be_fetched__when_it_is_needed__then_the_agent_is_unavailable(
            Pull how) {
        llm.models().pulls(how);

        var failure =
                catchThrowableOfType(
                        AgentFailure.class,
                        () -> agents.prepare(agent("mistral:7b", true), OllamaTests::nobody));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure).hasMessageContaining("mistral:7b");
        assertThat(llm.models().pulled()).hasSize(1);
    }

    @Test
    void given_a_fetch_under_way__when_the_waiting_thread_is_interrupted__then_it_is_cancelled()
            throws Exception {
        llm.models().pulls(Pull.SILENT);
        var begun = new CountDownLatch(1);
        var outcome = new CompletableFuture<AgentFailure>();
        var waiting =
                Thread.startVirtualThread(
                        () ->
                                outcome.complete(
                                        catchThrowableOfType(
                                                AgentFailure.class,
                                                () ->
                                                        agents.prepare(
                                                                agent("mistral:7b", true),
                                                                _ -> begun.countDown()))));
        begun.await();

        waiting.interrupt();

        assertThat(outcome.get(2, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({
        "4, ollama-writer, phi3:mini, 4096",
        "6, ollama-writer, llama3.1:8b, 8192",
        "11, ollama-auditor, mistral:7b, 8192",
        "12, ollama-auditor, llama3.1:8b, 32768",
        "24, ollama-writer, llama3.1:70b-q4, 65536",
        "48, ollama-style-auditor, llama3.1:70b, 131072"
    })
    void given_auto__when_a_machine_has_that_memory__then_its_model_and_context_are_taken(
            int gib, String name, String model, int context) {
        var sized = TestAgents.at(llm.host()).graphics(gib).make();

        var route = sized.route(TestAgents.agent(name, "ollama", null, "auto"));

        assertThat(route.model()).isEqualTo(model);
        assertThat(route.contextWindow()).isEqualTo(context);
        sized.close();
    }

    @Test
    void given_auto__when_only_the_smaller_model_is_there_and_none_is_fetched__then_it_is_taken() {
        llm.serving("phi3:mini");

        assertThat(agents.route(agent("auto", false)).model()).isEqualTo("phi3:mini");
        assertThat(agents.route(agent("auto", true)).model()).isEqualTo("llama3.1:8b");
    }

    @Test
    void given_a_driver_program__when_it_lists_two_cards__then_their_memory_counts_together(
            @TempDir Path folder) throws Exception {
        var program = folder.resolve("nvidia-smi");
        Files.writeString(program, "#!/bin/sh\nprintf '8192\\n4096\\n'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThat(GraphicsMemory.bytes(program.toString())).isEqualTo(12L << 30);
        assertThat(GraphicsMemory.bytes("no-such-program")).isZero();
    }

    private static void nobody(String note) {
        // nobody listens
    }

    private AgentFailure failure(AgentDefinition agent) {
        return catchThrowableOfType(
                AgentFailure.class,
                () ->
                        agents.agent(agent)
                                .ask(TestAgents.request(Contract.DRAFT, LONG), DeltaListener.NONE));
    }

    private static AgentDefinition agent(String model, boolean autoPull) {
        return new AgentDefinition(
                "ollama-a",
                "ollama",
                null,
                true,
                model,
                null,
                null,
                100,
                null,
                null,
                null,
                null,
                List.of(),
                50,
                autoPull);
    }
}
