package com.postmagiq;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model provider on the loopback address that says what it is told to say, as slowly and as badly
 * as it is told to, and writes down every call. Speaks the wire formats of {@link FakeFormat} and
 * lists models.
 *
 * <p>An answer is looked for in the queue of {@link #next}, then among the rules of {@link #when}
 * in the order given, then {@link #otherwise}. Without any of them the call gets a 501.
 */
public final class FakeLlm implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final FakeSpeech speech = new FakeSpeech(closed);
    private final FakeModels models = new FakeModels(closed);
    private final Queue<FakeAnswer> queue = new ConcurrentLinkedQueue<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Call> ledger = new ArrayList<>();
    private volatile @Nullable Function<Call, FakeAnswer> otherwise;
    private volatile @Nullable Path ledgerFile;

    private record Rule(Predicate<Call> condition, List<FakeAnswer> answers, AtomicInteger used) {
        /** The last one is repeated. */
        FakeAnswer next() {
            return answers.get(Math.min(used.getAndIncrement(), answers.size() - 1));
        }
    }

    /** One turn as it was sent. */
    public record Turn(String role, String text) {}

    /**
     * One request as it arrived.
     *
     * @param headers by lower-case name
     * @param hungUp counted down when the caller went away before the answer was complete
     */
    public record Call(
            Instant at,
            String model,
            List<Turn> messages,
            Map<String, String> headers,
            FakeFormat format,
            JsonNode body,
            CountDownLatch hungUp) {

        public String system() {
            return text("system");
        }

        public String user() {
            return text("user");
        }

        private String text(String role) {
            return messages.stream()
                    .filter(turn -> turn.role().equals(role))
                    .map(Turn::text)
                    .reduce("", (a, b) -> a.isEmpty() ? b : a + "\n" + b);
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        public boolean wantsJson() {
            return system().contains("fits this JSON schema");
        }
    }

    private FakeLlm(HttpServer server) {
        this.server = server;
        server.createContext("/v1/chat/completions", call -> answer(call, FakeFormat.OPENAI));
        server.createContext("/v1/messages", call -> answer(call, FakeFormat.ANTHROPIC));
        server.createContext("/v1beta/models/", call -> answer(call, FakeFormat.GEMINI));
        server.createContext("/v1/audio/transcriptions", speech::answer);
        server.createContext("/api/chat", call -> answer(call, FakeFormat.OLLAMA));
        server.createContext("/api/tags", models::tags);
        server.createContext("/api/pull", models::pull);
        server.setExecutor(threads);
        server.start();
    }

    public static FakeLlm start() {
        try {
            var loopback = InetAddress.getLoopbackAddress();
            return new FakeLlm(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("The fake provider could not open a port", e);
        }
    }

    /** As OpenAI's or Groq's base URL. */
    public String baseUrl() {
        return host() + "/v1";
    }

    /** As OLLAMA_HOST, and as Anthropic's or Gemini's base URL. */
    public String host() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the coming calls in this order, before any rule. */
    public FakeLlm next(FakeAnswer... answers) {
        queue.addAll(List.of(answers));
        return this;
    }

    /** Answers calls that look like this, in this order; the last answer is repeated. */
    public FakeLlm when(Predicate<Call> condition, FakeAnswer... answers) {
        synchronized (rules) {
            rules.add(new Rule(condition, List.of(answers), new AtomicInteger()));
        }
        return this;
    }

    /** Answers everything else. */
    public FakeLlm otherwise(FakeAnswer answer) {
        return otherwise(_ -> answer);
    }

    /** Answers everything else by what was asked. */
    public FakeLlm otherwise(Function<Call, FakeAnswer> answer) {
        otherwise = answer;
        return this;
    }

    /** What it hears in audio. */
    public FakeSpeech speech() {
        return speech;
    }

    /** What it holds as Ollama; it fetches others when it is told to. */
    public FakeLlm serving(String... names) {
        models.holding(List.of(names));
        return this;
    }

    public FakeModels models() {
        return models;
    }

    /** Appends each call to this file as one JSON line, before it is answered. */
    public FakeLlm writingTo(Path file) {
        ledgerFile = file;
        return this;
    }

    public List<Call> calls() {
        synchronized (ledger) {
            return List.copyOf(ledger);
        }
    }

    /** The calls since this was last asked; they are forgotten, for tests of many thousand. */
    public List<Call> takeCalls() {
        synchronized (ledger) {
            var taken = List.copyOf(ledger);
            ledger.clear();
            return taken;
        }
    }

    /** Waits until that many calls have arrived, and returns the last of them. */
    public Call awaitCall(int count, Duration patience) throws InterruptedException {
        var deadline = System.nanoTime() + patience.toNanos();
        synchronized (ledger) {
            while (ledger.size() < count) {
                var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(
                            "Only %d of %d calls came".formatted(ledger.size(), count));
                }
                ledger.wait(left);
            }
            return ledger.get(count - 1);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, FakeFormat format) throws IOException {
        var call = record(exchange, format);
        var answer = answerFor(call);
        try {
            answer.give(exchange, call, closed);
        } catch (IOException e) {
            call.hungUp().countDown(); // the caller went away: what some tests wait for
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private Call record(HttpExchange exchange, FakeFormat format) throws IOException {
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(lower(name), String.join(", ", values)));
        var call =
                new Call(
                        Instant.now(),
                        format.model(exchange.getRequestURI().getPath(), body),
                        format.turns(body),
                        headers,
                        format,
                        body,
                        new CountDownLatch(1));
        synchronized (ledger) {
            var file = ledgerFile;
            if (file != null) {
                Files.writeString(
                        file,
                        line(call),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND,
                        StandardOpenOption.SYNC);
            }
            ledger.add(call);
            ledger.notifyAll();
        }
        return call;
    }

    private static String line(Call call) {
        var entry =
                Map.of(
                        "at", call.at().toString(),
                        "model", call.model(),
                        "idempotency_key", call.header("Idempotency-Key"),
                        "system", call.system(),
                        "user", call.user());
        return JSON.writeValueAsString(entry) + "\n";
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private FakeAnswer answerFor(Call call) {
        var queued = queue.poll();
        if (queued != null) {
            return queued;
        }
        synchronized (rules) {
            for (var rule : rules) {
                if (rule.condition().test(call)) {
                    return rule.next();
                }
            }
        }
        var fallback = otherwise;
        return fallback == null ? FakeAnswer.status(501) : fallback.apply(call);
    }

    /**
     * Runs as a process of its own, so that the application can be killed beside it. Writes its
     * port to the first file and its calls to the second. Approves everything, answers texts with
     * the third file's, each after so many milliseconds.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4) {
            throw new IllegalArgumentException(
                    "usage: FakeLlm PORT-FILE LEDGER-FILE TEXT-FILE DELAY-MILLIS");
        }
        var delay = Duration.ofMillis(Long.parseLong(args[3]));
        try (var llm = obliging(Files.readString(Path.of(args[2])), delay)) {
            llm.writingTo(Path.of(args[1]));
            var temporary = Path.of(args[0] + ".part");
            Files.writeString(temporary, String.valueOf(llm.server.getAddress().getPort()));
            Files.move(temporary, Path.of(args[0]));
            llm.closed.await();
        }
    }

    /** Approves whatever it is shown, and writes this text whenever it is asked for one. */
    public static FakeLlm obliging(String text, Duration delay) {
        return start().otherwise(call -> obliging(call, text).after(delay));
    }

    /** Approval where a judgement is wanted, else this text in the form that is wanted. */
    public static FakeAnswer obliging(Call call, String text) {
        if (call.wantsJson()) {
            return FakeAnswer.text(APPROVAL);
        }
        return FakeAnswer.text(call.system().contains("## Elements") ? processed(text) : text);
    }

    /** A verdict that fits reviews and audits alike. */
    public static final String APPROVAL =
            """
            {"score": 9, "decision": "proceed", "feedback": "Nothing is missing.",
             "elements_found": {"failure": "found", "misunderstanding": "found",
               "amplification": null, "fix": "found", "scar": "found"},
             "sensory_details": [], "missing": [], "questions": [],
             "issues": [], "fabrications": [], "tells": [], "strengths": [], "verdict": "human"}
            """;

    private static String processed(String story) {
        return """
        # Story: As it was told

        **Shape**: FULL
        **Cadence**: Field Note
        **Tags**: SYSTEM

        ## Raw Material

        %s

        ## Hook Options

        Not in source

        ## Elements

        **Failure**: Not in source
        **Misunderstanding**: Not in source
        **Amplification**: Not in source
        **Fix**: Not in source
        **Scar**: Not in source

        ## Quotable Lines

        Not in source

        ## Notes

        N/A for this shape
        """
                .formatted(story);
    }
}
