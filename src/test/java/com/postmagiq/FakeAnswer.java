package com.postmagiq;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@link FakeLlm} says to one call, and how it breaks while saying it.
 *
 * @param status of the HTTP answer; everything but 200 is an error without content
 * @param pieces what a streamed answer is cut into
 * @param ending how the answer stops
 * @param finish the reported reason, such as stop or length
 * @param usage whether tokens are reported
 * @param first wait before the first byte
 * @param gap wait before each later piece
 */
public record FakeAnswer(
        int status,
        Map<String, String> headers,
        String errorBody,
        List<String> pieces,
        Ending ending,
        String finish,
        boolean usage,
        Duration first,
        Duration gap) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TOKENS_IN = 40;
    private static final int FAR_MORE_THAN_IS_SENT = 1_000_000;

    /** How an answer stops. */
    public enum Ending {
        /** As it should. */
        WHOLE,
        /** The connection goes away before a single byte. */
        DROPPED,
        /** The connection goes away in the middle. */
        BROKEN,
        /** The stream ends neatly, but without a reason and without usage. */
        CUT,
        /** Silence, for ever. */
        SILENT
    }

    public static FakeAnswer text(String content) {
        return new FakeAnswer(
                200,
                Map.of(),
                "",
                words(content),
                Ending.WHOLE,
                "stop",
                true,
                Duration.ZERO,
                Duration.ZERO);
    }

    public static FakeAnswer status(int status) {
        return text("").with(status, "{\"error\":{\"message\":\"told to fail\"}}");
    }

    public static FakeAnswer dropped() {
        return text("").ending(Ending.DROPPED);
    }

    /** Accepts the call and never says a word. */
    public static FakeAnswer hanging() {
        return text("").ending(Ending.SILENT);
    }

    private static List<String> words(String content) {
        return content.isEmpty() ? List.of() : List.of(content.split("(?<= )|(?<=\n)"));
    }

    private FakeAnswer with(int code, String body) {
        return new FakeAnswer(code, headers, body, pieces, ending, finish, usage, first, gap);
    }

    public FakeAnswer saying(String body) {
        return with(status, body);
    }

    public FakeAnswer header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(status, more, errorBody, pieces, ending, finish, usage, first, gap);
    }

    public FakeAnswer ending(Ending other) {
        return new FakeAnswer(status, headers, errorBody, pieces, other, finish, usage, first, gap);
    }

    public FakeAnswer finish(String reason) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, reason, usage, first, gap);
    }

    public FakeAnswer withoutUsage() {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, false, first, gap);
    }

    public FakeAnswer after(Duration delay) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, usage, delay, gap);
    }

    public FakeAnswer pausing(Duration delay) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, usage, first, delay);
    }

    public String content() {
        return String.join("", pieces);
    }

    void give(HttpExchange exchange, FakeLlm.Call call, CountDownLatch closed)
            throws IOException, InterruptedException {
        wait(first, closed);
        headers.forEach(exchange.getResponseHeaders()::set);
        if (ending == Ending.DROPPED) {
            return; // closing without an answer resets the connection
        }
        if (status != 200) {
            whole(exchange, status, errorBody);
        } else if (call.body().path("stream").asBoolean(false)) {
            stream(exchange, call, closed);
        } else {
            pause(closed, ending == Ending.SILENT);
            whole(exchange, 200, JSON.writeValueAsString(completion(call)));
        }
    }

    private static void whole(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void stream(HttpExchange exchange, FakeLlm.Call call, CountDownLatch closed)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        // A promised length that is not kept is how a server breaks off in the middle.
        exchange.sendResponseHeaders(200, ending == Ending.BROKEN ? FAR_MORE_THAN_IS_SENT : 0);
        var out = exchange.getResponseBody();
        for (var i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                wait(gap, closed);
            }
            event(out, chunk(call, Map.of("role", "assistant", "content", pieces.get(i)), null));
        }
        pause(closed, ending == Ending.SILENT);
        if (ending != Ending.WHOLE) {
            return;
        }
        event(out, chunk(call, Map.of(), finish));
        if (usage) {
            var last = base(call, "chat.completion.chunk");
            last.put("choices", List.of());
            last.put("usage", usage(call));
            event(out, last);
        }
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void pause(CountDownLatch closed, boolean forEver) throws InterruptedException {
        if (forEver) {
            closed.await();
        }
    }

    /** Waits, but not longer than the server lives. */
    private static void wait(Duration delay, CountDownLatch closed) throws InterruptedException {
        if (delay.isPositive()) {
            var _ = closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static void event(OutputStream out, Map<String, Object> data) throws IOException {
        out.write(
                ("data: " + JSON.writeValueAsString(data) + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Map<String, Object> base(FakeLlm.Call call, String object) {
        var base = new LinkedHashMap<String, Object>();
        base.put("id", "chatcmpl-" + Integer.toHexString(call.user().hashCode()));
        base.put("object", object);
        base.put("created", 1_700_000_000);
        base.put("model", call.model());
        return base;
    }

    private static Map<String, Object> chunk(
            FakeLlm.Call call, Map<String, String> delta, @Nullable String finish) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("delta", delta);
        choice.put("finish_reason", finish);
        var chunk = base(call, "chat.completion.chunk");
        chunk.put("choices", List.of(choice));
        return chunk;
    }

    private Map<String, Object> completion(FakeLlm.Call call) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("message", Map.of("role", "assistant", "content", content()));
        choice.put("finish_reason", finish);
        var completion = base(call, "chat.completion");
        completion.put("choices", new ArrayList<>(List.of(choice)));
        if (usage) {
            completion.put("usage", usage(call));
        }
        return completion;
    }

    private Map<String, Object> usage(FakeLlm.Call call) {
        var input = TOKENS_IN + call.user().length() / 4;
        return Map.of(
                "prompt_tokens",
                input,
                "completion_tokens",
                pieces.size(),
                "total_tokens",
                input + pieces.size());
    }
}
