package com.postmagiq;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@link FakeLlm} says to one call, and how it breaks while saying it.
 *
 * @param status of the HTTP answer; everything but 200 is an error without content
 * @param errorBody sent instead of an answer when it is not empty
 * @param pieces what a streamed answer is cut into
 * @param ending how the answer stops
 * @param finish the reported reason, such as stop or length
 * @param usage whether tokens are reported
 * @param cached how many tokens of the input are reported as cached
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
        int cached,
        Duration first,
        Duration gap) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
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
                0,
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
        return new FakeAnswer(
                code, headers, body, pieces, ending, finish, usage, cached, first, gap);
    }

    public FakeAnswer saying(String body) {
        return with(status, body);
    }

    public FakeAnswer header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new FakeAnswer(
                status, more, errorBody, pieces, ending, finish, usage, cached, first, gap);
    }

    public FakeAnswer ending(Ending other) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, other, finish, usage, cached, first, gap);
    }

    public FakeAnswer finish(String reason) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, reason, usage, cached, first, gap);
    }

    public FakeAnswer withoutUsage() {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, false, cached, first, gap);
    }

    public FakeAnswer cached(int tokens) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, usage, tokens, first, gap);
    }

    public FakeAnswer after(Duration delay) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, usage, cached, delay, gap);
    }

    public FakeAnswer pausing(Duration delay) {
        return new FakeAnswer(
                status, headers, errorBody, pieces, ending, finish, usage, cached, first, delay);
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
        } else if (!errorBody.isEmpty()) {
            whole(exchange, 200, errorBody);
        } else if (call.format().streams(call.body())) {
            stream(exchange, call, closed);
        } else {
            pause(closed, ending == Ending.SILENT);
            var body = JSON.writeValueAsString(call.format().whole(call, this));
            if (ending == Ending.BROKEN) {
                half(exchange, body);
            } else {
                whole(exchange, 200, body);
            }
        }
    }

    private static void half(HttpExchange exchange, String body) throws IOException {
        exchange.sendResponseHeaders(200, FAR_MORE_THAN_IS_SENT);
        exchange.getResponseBody()
                .write(body.substring(0, body.length() / 2).getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void whole(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void stream(HttpExchange exchange, FakeLlm.Call call, CountDownLatch closed)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", call.format().streamType());
        // A promised length that is not kept is how a server breaks off in the middle.
        exchange.sendResponseHeaders(200, ending == Ending.BROKEN ? FAR_MORE_THAN_IS_SENT : 0);
        var out = exchange.getResponseBody();
        for (var event : call.format().opening(call, this)) {
            send(out, event);
        }
        for (var i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                wait(gap, closed);
            }
            send(out, call.format().piece(call, pieces.get(i)));
        }
        pause(closed, ending == Ending.SILENT);
        if (ending == Ending.WHOLE) {
            for (var event : call.format().closing(call, this)) {
                send(out, event);
            }
        }
    }

    private static void send(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
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
}
