package com.postmagiq.notification.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks as the service Resend does: asks for its key, for a mail's parts, and knows a mail again
 * by the key of its request. Answers otherwise where a test says so.
 */
final class ScriptedResend implements AutoCloseable {
    static final String KEY = "re_a_key_of_the_tests";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Taken(String body, String answer) {}

    private final HttpServer server;
    private final Map<String, Taken> taken = new ConcurrentHashMap<>();
    private final List<JsonNode> mails = new CopyOnWriteArrayList<>();
    private volatile @Nullable String trouble;
    private volatile int status;

    ScriptedResend() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/emails", this::emails);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What it would really have sent, in order. */
    List<JsonNode> mails() {
        return mails;
    }

    /** Answers so from now on. */
    void answers(int code, String name) {
        status = code;
        trouble = name;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void emails(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var headers = exchange.getRequestHeaders();
            var mail = JSON.readTree(body);
            var told = trouble;
            if (told != null) {
                refuse(exchange, status, told);
            } else if (!("Bearer " + KEY).equals(headers.getFirst("Authorization"))) {
                refuse(exchange, 403, "invalid_api_key");
            } else if (!exchange.getRequestMethod().equals("POST")) {
                refuse(exchange, 405, "method_not_allowed");
            } else if (!mail.path("to").path(0).asString("").contains("@")
                    || mail.path("from").asString("").isEmpty()
                    || mail.path("subject").asString("").isEmpty()) {
                refuse(exchange, 422, "missing_required_field");
            } else {
                take(exchange, headers.getFirst("Idempotency-Key"), mail, body);
            }
        }
    }

    private void take(HttpExchange exchange, String key, JsonNode mail, String body)
            throws IOException {
        var before = taken.get(key);
        if (before != null && !before.body().equals(body)) {
            refuse(exchange, 409, "invalid_idempotent_request");
            return;
        }
        if (before == null) {
            before = new Taken(body, "{\"id\":\"%s\"}".formatted(UUID.randomUUID()));
            taken.put(key, before);
            mails.add(mail);
        }
        answer(exchange, 200, before.answer());
    }

    private static void refuse(HttpExchange exchange, int code, String name) throws IOException {
        answer(
                exchange,
                code,
                "{\"statusCode\":%d,\"message\":\"About ada@example.com\",\"name\":\"%s\"}"
                        .formatted(code, name));
    }

    private static void answer(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
