package com.postmagiq;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/** The models {@link FakeLlm} holds as Ollama, and how it fetches others. */
public final class FakeModels {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SIZE = 4_000_000_000L;

    private final CountDownLatch closed;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile List<String> names = List.of("llama3.2:latest");
    private volatile Pull pull = Pull.WHOLE;

    FakeModels(CountDownLatch closed) {
        this.closed = closed;
    }

    /** What becomes of fetching a model. */
    public enum Pull {
        /** It is there afterwards. */
        WHOLE,
        /** The registry knows no such model. */
        REFUSED,
        /** The stream ends in the middle. */
        CUT,
        /** What comes is not its format. */
        GARBLED,
        /** Nothing comes, for ever. */
        SILENT
    }

    public FakeModels pulls(Pull other) {
        pull = other;
        return this;
    }

    /** What it was asked to fetch. */
    public List<String> pulled() {
        return List.copyOf(asked);
    }

    void holding(List<String> models) {
        names = models;
    }

    void tags(HttpExchange exchange) throws IOException {
        var models = names.stream().map(name -> Map.of("name", name, "model", name)).toList();
        var bytes = JSON.writeValueAsBytes(Map.of("models", models));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    void pull(HttpExchange exchange) throws IOException {
        var wanted = JSON.readTree(exchange.getRequestBody().readAllBytes()).path("model");
        var outcome = pull;
        asked.add(wanted.asString());
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        try {
            send(exchange, Map.of("status", "pulling manifest"));
            switch (outcome) {
                case REFUSED ->
                        send(exchange, Map.of("error", "pull model manifest: file does not exist"));
                case GARBLED ->
                        exchange.getResponseBody()
                                .write("<html>\n".getBytes(StandardCharsets.UTF_8));
                case SILENT -> closed.await();
                case CUT -> send(exchange, layer(SIZE / 2));
                case WHOLE -> {
                    send(exchange, layer(SIZE / 4));
                    send(exchange, layer(SIZE));
                    var more = new ArrayList<>(names);
                    more.add(wanted.asString());
                    names = more;
                    send(exchange, Map.of("status", "success"));
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static Map<String, Object> layer(long completed) {
        return Map.of(
                "status",
                "pulling 8eeb52dfb3bb",
                "digest",
                "sha256:8eeb52dfb3bb",
                "total",
                SIZE,
                "completed",
                completed);
    }

    private static void send(HttpExchange exchange, Map<String, Object> line) throws IOException {
        var out = exchange.getResponseBody();
        out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
