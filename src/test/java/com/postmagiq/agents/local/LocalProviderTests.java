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
import com.postmagiq.agents.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of a file, played by a little child process that speaks as the real one does. */
class LocalProviderTests {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long ENOUGH = 8L << 30;

    @TempDir Path folder = Path.of("");
    private final List<LocalProvider> made = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private boolean built = true;
    private long memory = ENOUGH;
    private Duration idle = LONG;

    @AfterEach
    void close() {
        made.forEach(LocalProvider::close);
    }

    @Test
    @Tag("workflow-92")
    void given_an_ordinary_build__when_a_local_agent_is_looked_at__then_it_says_what_lacks()
            throws IOException {
        built = false;

        assertThat(provider().missing("local-writer"))
                .contains("Agent local-writer", "local.not_built", "-Plocal-model");
        assertThat(provider().modelName()).isEqualTo("local");
    }

    @Test
    @Tag("workflow-92")
    void given_no_file_or_no_model__when_a_local_agent_is_looked_at__then_the_reason_is_told()
            throws IOException {
        var none = new LocalProvider(new LocalProvider.Settings("", 512, 1, 0, 0), surroundings());
        assertThat(none.wanted()).isFalse();
        assertThat(none.missing("local")).contains("local.no_model_file", "LOCAL_MODEL");

        var model = provider();
        assertThat(model.missing("local")).isNull();
        Files.write(file(), new byte[] {'G', 'G', 'U', 'F', 9, 0, 0, 0});
        assertThat(model.missing("local")).contains("local.model_unreadable", "version 9");
        Files.writeString(file(), "hello");
        assertThat(model.missing("local")).contains("local.model_unreadable", "no GGUF file");
        Files.writeString(file(), "GGUF");
        assertThat(model.missing("local")).contains("local.model_unreadable", "middle");
        Files.delete(file());
        assertThat(model.missing("local"))
                .contains("local.model_unreadable", file().toString(), "cannot be read");
    }

    @Test
    @Tag("workflow-92")
    void given_too_little_memory__when_a_local_agent_is_looked_at__then_it_is_refused()
            throws IOException {
        memory = 300L << 20;

        assertThat(provider().missing("local")).contains("local.not_enough_memory");
        assertThat(provider(2 * ENOUGH).missing("local")).isNull();
    }

    @Test
    void given_a_file__when_its_model_is_named__then_checksum_and_number_format_are_in_the_name()
            throws IOException {
        var name = provider().modelName();

        assertThat(name).matches("tiny\\.gguf-[0-9a-f]{8}-" + TinyGguf.QUANTISATION);
        TinyGguf.write(file(), 8);
        assertThat(provider().modelName()).isNotEqualTo(name);
    }

    @Test
    void given_a_call__when_it_is_answered__then_text_pieces_and_counts_come_through()
            throws IOException {
        var pieces = new ArrayList<String>();

        var answer = provider().agent().ask(request("Grüße \"A\"\n\u2028🙂", LONG), pieces::add);

        assertThat(answer.content())
                .isEqualTo("You said: Grüße \"A\"\n\u2028🙂 [You write. 0.0 42 null 512]");
        assertThat(String.join("", pieces)).isEqualTo(answer.content());
        assertThat(pieces).hasSize(3);
        assertThat(answer.usage()).isEqualTo(new Usage(12, 3, 0, 0, false));
        assertThat(answer.truncated()).isFalse();
        assertThat(answer.modelReported()).startsWith("tiny.gguf-");
    }

    @Test
    void given_a_fresh_child__when_it_loads__then_the_caller_is_told_once() throws IOException {
        var model = provider();
        var notes = new ArrayList<String>();
        var listener =
                new DeltaListener() {
                    @Override
                    public void piece(String text) {}

                    @Override
                    public void progress(String note) {
                        notes.add(note);
                    }
                };

        model.agent().ask(request("one", LONG), listener);
        model.agent().ask(request("two", LONG), listener);

        assertThat(notes).containsExactly("The local model is being loaded.");
    }

    @Test
    void given_other_ends__when_they_are_reported__then_each_has_its_kind() throws IOException {
        var model = provider();

        assertThat(ask(model, "short").truncated()).isTrue();
        assertThat(failure(model, "overflow").kind()).isEqualTo(Kind.CONTEXT_OVERFLOW);
        assertThat(failure(model, "nothing").kind()).isEqualTo(Kind.EMPTY);
        assertThat(starts()).hasSize(1);
    }

    @Test
    @Tag("workflow-92")
    void given_a_child_that_dies__when_it_was_asked__then_one_call_fails_and_the_next_is_answered()
            throws IOException {
        var model = provider();

        var failure = failure(model, "crash");

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failure.kind().retryable()).isTrue();
        assertThat(failure).hasMessageContaining("local.crashed");
        assertThat(ask(model, "hello").content()).contains("hello");
        assertThat(starts()).hasSize(2);
    }

    @Test
    @Tag("workflow-92")
    void given_a_child_killed_in_a_call__then_that_call_fails_and_the_next_is_answered()
            throws Exception {
        var model = provider();
        var begun = new CountDownLatch(1);
        var outcome = failing(model, "hang", begun);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        ProcessHandle.of(model.childPid().orElseThrow()).orElseThrow().destroyForcibly();

        assertThat(outcome.get(20, TimeUnit.SECONDS)).hasMessageContaining("local.crashed");
        assertThat(ask(model, "hello").content()).contains("hello");
    }

    @Test
    @Tag("workflow-92")
    void given_a_child_that_always_dies__then_it_is_started_three_times_more_in_ten_minutes()
            throws IOException {
        var model = provider();
        for (var i = 0; i < 4; i++) {
            assertThat(failure(model, "crash")).hasMessageContaining("middle of a call");
        }

        assertThat(failure(model, "hello").kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(model.missing("local")).contains("local.crashed");
        assertThat(starts()).hasSize(4);

        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(model.missing("local")).isNull();
        assertThat(ask(model, "hello").content()).contains("hello");
    }

    @Test
    void given_a_call_that_rambles__when_its_time_is_over__then_the_same_child_answers_on()
            throws IOException {
        var model = provider();
        ask(model, "hello");

        var failure = failure(model, "ramble", Duration.ofMillis(300));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(ask(model, "hello").content()).contains("hello");
        assertThat(starts()).hasSize(1);
    }

    @Test
    void given_a_call_that_is_interrupted__when_the_child_does_not_listen__then_it_is_ended()
            throws Exception {
        var model = provider();
        var begun = new CountDownLatch(1);
        var outcome = new CompletableFuture<AgentFailure>();
        var caller =
                Thread.startVirtualThread(
                        () -> outcome.complete(failure(model, "hang", LONG, begun)));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        var child = ProcessHandle.of(model.childPid().orElseThrow()).orElseThrow();

        caller.interrupt();

        assertThat(outcome.get(20, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
        child.onExit().get(20, TimeUnit.SECONDS);
        // Ended by us, so it counts as no crash.
        assertThat(ask(model, "hello").content()).contains("hello");
        assertThat(model.missing("local")).isNull();
    }

    @Test
    void given_a_call_at_work_and_sixteen_waiting__when_another_comes__then_it_is_overloaded()
            throws Exception {
        var model = provider();
        var begun = new CountDownLatch(1);
        var callers = new ArrayList<Thread>();
        callers.add(Thread.startVirtualThread(() -> failure(model, "hang", LONG, begun)));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        for (var i = 0; i < 16; i++) {
            callers.add(Thread.startVirtualThread(() -> failure(model, "ramble")));
        }
        Awaitility.await()
                .until(
                        () ->
                                callers.stream()
                                                .skip(1)
                                                .filter(
                                                        caller ->
                                                                caller.getState()
                                                                        == Thread.State
                                                                                .TIMED_WAITING)
                                                .count()
                                        == 16);

        assertThat(failure(model, "hello").kind()).isEqualTo(Kind.OVERLOADED);

        callers.reversed().forEach(Thread::interrupt);
        for (var caller : callers) {
            assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(ask(model, "hello").content()).contains("hello");
    }

    @Test
    void given_nobody_who_asks__when_a_while_has_passed__then_the_child_ends_and_comes_again()
            throws IOException {
        idle = Duration.ofMillis(100);
        var model = provider();
        ask(model, "hello");

        Awaitility.await().until(() -> model.childPid().isEmpty());

        assertThat(ask(model, "hello").content()).contains("hello");
        assertThat(starts()).hasSize(2);
        assertThat(model.missing("local")).isNull();
    }

    @Test
    void given_a_file_the_library_refuses__when_it_is_asked__then_it_is_refused_until_it_changes()
            throws IOException {
        var model = provider();
        Files.writeString(folder.resolve("broken"), "");

        assertThat(failure(model, "hello").kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(model.missing("local")).contains("local.model_unreadable", "has no weights");

        Files.delete(folder.resolve("broken"));
        Files.write(file(), new byte[1], java.nio.file.StandardOpenOption.APPEND);
        assertThat(model.missing("local")).isNull();
        assertThat(ask(model, "hello").content()).contains("hello");
    }

    @Test
    void given_a_child__when_its_server_is_gone__then_it_ends_in_the_middle_of_a_call()
            throws Exception {
        var child = new ProcessBuilder(ScriptedHost.command()).start();
        var order = Wire.Order.ask(1, question("hang"));
        child.getOutputStream().write((Wire.line(order) + "\n").getBytes(StandardCharsets.UTF_8));
        child.getOutputStream().flush();
        assertThat(child.inputReader().readLine()).contains("PIECE");

        child.getOutputStream().close();

        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private LocalProvider provider() throws IOException {
        return provider(0);
    }

    private LocalProvider provider(long maxMemory) throws IOException {
        if (Files.notExists(file())) {
            TinyGguf.write(file(), 7);
        }
        var provider =
                new LocalProvider(
                        new LocalProvider.Settings(file().toString(), 512, 1, 0, maxMemory),
                        surroundings());
        made.add(provider);
        return provider;
    }

    private LocalProvider.Surroundings surroundings() {
        return new LocalProvider.Surroundings(
                built, memory, ScriptedHost.command(), idle, nanos::get);
    }

    private Path file() {
        return folder.resolve("tiny.gguf");
    }

    /** One line for each child that has loaded. */
    private List<String> starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts"));
    }

    private static AgentAnswer ask(LocalProvider model, String text) {
        return model.agent().ask(request(text, LONG), DeltaListener.NONE);
    }

    private static AgentFailure failure(LocalProvider model, String text) {
        return failure(model, text, LONG);
    }

    private static AgentFailure failure(LocalProvider model, String text, Duration timeout) {
        return failure(model, text, timeout, new CountDownLatch(1));
    }

    private static AgentFailure failure(
            LocalProvider model, String text, Duration timeout, CountDownLatch begun) {
        var failure =
                catchThrowableOfType(
                        AgentFailure.class,
                        () -> model.agent().ask(request(text, timeout), _ -> begun.countDown()));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static CompletableFuture<AgentFailure> failing(
            LocalProvider model, String text, CountDownLatch begun) {
        return CompletableFuture.supplyAsync(
                () -> failure(model, text, LONG, begun), Thread::startVirtualThread);
    }

    private static LocalEngine.Question question(String text) {
        return new LocalEngine.Question(
                "You write.", List.of(new LocalEngine.Turn("user", text)), 100, null, 1, null);
    }

    private static AgentRequest request(String text, Duration timeout) {
        var agent =
                new AgentDefinition(
                        "local-writer",
                        null,
                        null,
                        true,
                        null,
                        null,
                        null,
                        100,
                        0.0,
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
                new Task(Contract.DRAFT, "writer", List.of(), List.of(), "", List.of(), null, 7),
                null,
                timeout,
                UUID.randomUUID(),
                null,
                42);
    }
}
