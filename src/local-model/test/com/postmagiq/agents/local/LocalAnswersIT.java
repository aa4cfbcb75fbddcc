package com.postmagiq.agents.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Task;
import com.postmagiq.workflow.persona.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The real library in the child of the packaged jar, with a model that was made a moment ago. */
class LocalAnswersIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MOST_GROWN_KILOBYTES = 48 << 10;

    @TempDir Path folder = Path.of("");
    private LocalProvider model = new LocalProvider(new LocalProvider.Settings("", 1, 1, 0, 0));

    @BeforeEach
    void load() throws IOException {
        model = of(TinyGguf.write(folder.resolve("tiny.gguf"), 7));
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void given_temperature_zero_or_one_seed__when_asked_again__then_the_text_is_the_same() {
        assertThat(text(0.0, 1)).isEqualTo(text(0.0, 2));
        assertThat(text(0.8, 1)).isEqualTo(text(0.8, 1)).isNotEqualTo(text(0.8, 2));
    }

    @Test
    void given_a_limit__when_it_is_reached__then_the_answer_says_so_and_tokens_are_counted() {
        var pieces = new StringBuilder();

        var answer = model.agent().ask(request(Contract.DRAFT, 50, 0.8, 1), pieces::append);

        assertThat(answer.truncated()).isTrue();
        assertThat(answer.usage().output()).isEqualTo(50);
        assertThat(answer.usage().input()).isPositive();
        assertThat(pieces).hasToString(answer.content());
        assertThat(answer.modelReported()).matches("tiny\\.gguf-[0-9a-f]{8}-F32");
    }

    @ParameterizedTest
    @EnumSource(
            value = Contract.class,
            names = {"REVIEW", "AUDIT", "DETECTOR"})
    void given_a_schema__when_the_model_rambles__then_its_answer_fits_all_the_same(
            Contract contract) {
        var answer = ask(request(contract, 6000, 0.8, 3));

        var read = JsonMapper.builder().build().readTree(answer.content());
        assertThat(read.path("score").asInt()).isBetween(1, 10);
        assertThat(answer.truncated()).isFalse();
    }

    @Test
    void given_a_long_answer__when_its_time_is_over__then_it_ends_and_the_child_answers_on() {
        ask(request(Contract.DRAFT, 10, 0.8, 1));
        var child = model.childPid();

        var failure =
                catchThrowableOfType(
                        AgentFailure.class,
                        () ->
                                model.agent()
                                        .ask(
                                                request(
                                                        Contract.DRAFT,
                                                        30_000,
                                                        0.8,
                                                        1,
                                                        Duration.ofMillis(300)),
                                                DeltaListener.NONE));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(text(0.8, 1)).isNotBlank();
        assertThat(model.childPid()).isEqualTo(child);
    }

    @Test
    void given_a_prompt_beyond_the_context__then_it_is_an_overflow_and_no_crash() {
        var failure =
                catchThrowableOfType(
                        AgentFailure.class,
                        () ->
                                ask(
                                        request(
                                                "pump ".repeat(20_000),
                                                Contract.DRAFT,
                                                100,
                                                0.8,
                                                1,
                                                LONG)));

        assertThat(failure.kind()).isEqualTo(Kind.CONTEXT_OVERFLOW);
    }

    @Test
    void given_hundreds_of_answers__when_they_are_written__then_the_child_does_not_grow()
            throws IOException {
        for (var i = 0; i < 20; i++) {
            ask(request(i % 2 == 0 ? Contract.DRAFT : Contract.REVIEW, 80, 0.8, i));
        }
        var before = residentKilobytes();
        for (var i = 0; i < 200; i++) {
            ask(request(i % 2 == 0 ? Contract.DRAFT : Contract.REVIEW, 80, 0.8, i));
        }

        assertThat(residentKilobytes() - before).isLessThan(MOST_GROWN_KILOBYTES);
    }

    @Test
    void given_half_a_file__when_it_is_asked__then_the_library_refuses_it_and_nothing_crashes()
            throws IOException {
        var whole = Files.readAllBytes(folder.resolve("tiny.gguf"));
        var half = folder.resolve("half.gguf");
        Files.write(half, Arrays.copyOf(whole, whole.length / 2));
        try (var broken = of(half)) {
            assertThat(broken.missing("local")).isNull();

            var failure =
                    catchThrowableOfType(
                            AgentFailure.class,
                            () ->
                                    broken.agent()
                                            .ask(
                                                    request(Contract.DRAFT, 10, 0.8, 1),
                                                    DeltaListener.NONE));

            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(broken.missing("local")).contains("local.model_unreadable");
        }
    }

    private static LocalProvider of(Path file) {
        return new LocalProvider(
                new LocalProvider.Settings(file.toString(), 65_536, 1, 0, 0),
                new LocalProvider.Surroundings(
                        LocalEngine.built().isPresent(),
                        Machine.memory(),
                        HostCommand.of(System.getProperty("postmagiq.jar"), ""),
                        LONG,
                        System::nanoTime));
    }

    private long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + model.childPid().orElseThrow() + "/status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElseThrow();
    }

    private String text(double temperature, long seed) {
        return ask(request(Contract.DRAFT, 60, temperature, seed)).content();
    }

    private AgentAnswer ask(AgentRequest request) {
        return model.agent().ask(request, DeltaListener.NONE);
    }

    private static AgentRequest request(
            Contract contract, int maxTokens, double temperature, long seed) {
        return request(contract, maxTokens, temperature, seed, LONG);
    }

    private static AgentRequest request(
            Contract contract, int maxTokens, double temperature, long seed, Duration timeout) {
        return request("The pump broke at night.", contract, maxTokens, temperature, seed, timeout);
    }

    private static AgentRequest request(
            String text,
            Contract contract,
            int maxTokens,
            @Nullable Double temperature,
            long seed,
            Duration timeout) {
        var agent =
                new AgentDefinition(
                        "local",
                        null,
                        null,
                        true,
                        null,
                        null,
                        null,
                        maxTokens,
                        temperature,
                        null,
                        null,
                        null,
                        List.of(),
                        50,
                        true);
        return new AgentRequest(
                agent,
                "You write.",
                List.of(new AgentRequest.Message(AgentRequest.Message.Role.USER, text)),
                new Task(contract, "writer", List.of(), List.of(), "", List.of(), null, 7),
                Contracts.schema(contract),
                timeout,
                UUID.randomUUID(),
                null,
                seed);
    }
}
