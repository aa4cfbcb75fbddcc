package com.postmagiq;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of {@link FakeLlm} that hears: {@code POST /audio/transcriptions} with a form of model,
 * format and file, answered as Groq does in the verbose format.
 */
public final class FakeSpeech {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("filename=\"([^\"]*)\"");

    private final CountDownLatch closed;
    private final Queue<Said> answers = new ConcurrentLinkedQueue<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    FakeSpeech(CountDownLatch closed) {
        this.closed = closed;
    }

    /**
     * One form as it arrived.
     *
     * @param fields all parts but the file
     * @param audio its bytes in Latin 1
     */
    public record Call(
            String authorization, Map<String, String> fields, String filename, String audio) {}

    /**
     * @param status 0 never answers
     */
    private record Said(int status, Map<String, String> headers, String body) {}

    /** Hears this in the next audio. */
    public FakeSpeech hears(String text, @Nullable Double seconds) {
        var body = new LinkedHashMap<String, Object>();
        body.put("task", "transcribe");
        body.put("language", "English");
        if (seconds != null) {
            body.put("duration", seconds);
        }
        body.put("text", " " + text);
        body.put(
                "segments",
                List.of(
                        Map.of(
                                "id",
                                0,
                                "seek",
                                0,
                                "start",
                                0.0,
                                "end",
                                1.5,
                                "text",
                                " " + text,
                                "tokens",
                                List.of(50364, 639),
                                "temperature",
                                0.0,
                                "avg_logprob",
                                -0.2,
                                "compression_ratio",
                                1.1,
                                "no_speech_prob",
                                0.01)));
        body.put("x_groq", Map.of("id", "req_fake"));
        answers.add(new Said(200, Map.of(), JSON.writeValueAsString(body)));
        return this;
    }

    /** Refuses the next audio. */
    public FakeSpeech refuses(int status, String... headers) {
        var all = new LinkedHashMap<String, String>();
        for (var i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        answers.add(
                new Said(
                        status,
                        all,
                        "{\"error\":{\"message\":\"told to fail\",\"type\":\"invalid_request_error\"}}"));
        return this;
    }

    /** Takes the next audio and never says a word. */
    public FakeSpeech hangs() {
        answers.add(new Said(0, Map.of(), ""));
        return this;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            calls.add(read(exchange));
            var said = answers.poll();
            if (said == null) {
                said = new Said(501, Map.of(), "{}");
            }
            if (said.status() == 0) {
                closed.await();
                return;
            }
            said.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Latin 1 keeps every byte of the audio. */
    private static Call read(HttpExchange exchange) throws IOException {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        var boundary = "--" + type.substring(type.indexOf("boundary=") + "boundary=".length());
        var form =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        var fields = new LinkedHashMap<String, String>();
        var filename = "";
        var audio = "";
        for (var part : form.split(Pattern.quote(boundary), -1)) {
            var head = part.indexOf("\r\n\r\n");
            if (head < 0) {
                continue;
            }
            var content = part.substring(head + 4, part.length() - 2);
            var name = NAME.matcher(part.substring(0, head));
            var file = FILENAME.matcher(part.substring(0, head));
            if (file.find()) {
                filename = file.group(1);
                audio = content;
            } else if (name.find()) {
                fields.put(
                        name.group(1),
                        new String(
                                content.getBytes(StandardCharsets.ISO_8859_1),
                                StandardCharsets.UTF_8));
            }
        }
        var key = exchange.getRequestHeaders().getFirst("Authorization");
        return new Call(key == null ? "" : key, fields, filename, audio);
    }
}
