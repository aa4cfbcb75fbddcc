package com.postmagiq.agents.wire;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.agents.Usage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gemini's {@code generateContent}, answered whole. */
final class GeminiFormat implements Format {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Reasons for an end that say the text was objected to. */
    private static final Set<String> FILTERED =
            Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE");

    private final HttpAgents.Target target;

    GeminiFormat(HttpAgents.Target target) {
        this.target = target;
    }

    @Override
    public HttpRequest question(AgentRequest request) {
        var body = new LinkedHashMap<String, Object>();
        body.put("systemInstruction", parts(request.instructions()));
        body.put("contents", request.messages().stream().map(GeminiFormat::turn).toList());
        var config = new LinkedHashMap<String, Object>();
        config.put("maxOutputTokens", request.agent().maxTokens());
        var temperature = request.agent().temperature();
        if (temperature != null) {
            config.put("temperature", temperature);
        }
        if (request.task().contract().json()) {
            config.put("responseMimeType", "application/json");
        }
        body.put("generationConfig", config);
        var model = URLEncoder.encode(target.model(), StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(
                        URI.create(
                                target.address(
                                        "/v1beta/models/%s:generateContent".formatted(model))))
                .header("Content-Type", "application/json")
                .header("x-goog-api-key", target.key().value())
                .header("Idempotency-Key", request.idempotencyKey().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static Map<String, Object> parts(String text) {
        return Map.of("parts", List.of(Map.of("text", text)));
    }

    private static Map<String, Object> turn(AgentRequest.Message message) {
        var turn = new LinkedHashMap<>(parts(message.text()));
        turn.put(
                "role",
                switch (message.role()) {
                    case USER -> "user";
                    case ASSISTANT -> "model";
                });
        return turn;
    }

    @Override
    public String problem(String body) {
        JsonNode error;
        try {
            error = JSON.readTree(body).path("error");
        } catch (JacksonException _) {
            return ""; // a proxy's page, or a broken answer
        }
        var message = error.path("message").asString("").toLowerCase(Locale.ROOT);
        if (message.contains("exceeds the maximum number of tokens")) {
            return "context_length_exceeded";
        }
        // A wrong key is a 400 here, like any other bad argument.
        var reasons =
                error.path("details")
                        .valueStream()
                        .map(detail -> detail.path("reason").asString(""))
                        .toList();
        if (reasons.contains("API_KEY_INVALID")) {
            return "invalid_api_key";
        }
        return error.path("status").asString("").toLowerCase(Locale.ROOT);
    }

    @Override
    public Reading reading(AgentRequest request, Failures failures) {
        return new Whole(request, failures, target.model());
    }

    private static final class Whole implements Reading {
        private final AgentRequest request;
        private final Failures failures;
        private final String model;
        private final StringBuilder lines = new StringBuilder();
        private @Nullable JsonNode answer;

        Whole(AgentRequest request, Failures failures, String model) {
            this.request = request;
            this.failures = failures;
            this.model = model;
        }

        @Override
        public String take(String line) {
            lines.append(line).append('\n');
            return "";
        }

        /** Half a document holds no text to count. */
        @Override
        public boolean anything() {
            return answer != null;
        }

        @Override
        public Usage usage() {
            var read = Objects.requireNonNull(answer);
            var counted = read.path("usageMetadata");
            var thoughts = counted.path("thoughtsTokenCount").asLong(0);
            return counted.has("promptTokenCount")
                    ? new Usage(
                            counted.path("promptTokenCount").asLong(0),
                            counted.path("candidatesTokenCount").asLong(0) + thoughts,
                            counted.path("cachedContentTokenCount").asLong(0),
                            thoughts,
                            false)
                    : TokenEstimate.usage(request, text(read));
        }

        private static String text(JsonNode read) {
            return read.at("/candidates/0/content/parts")
                    .valueStream()
                    .filter(part -> !part.path("thought").asBoolean(false))
                    .map(part -> part.path("text").asString(""))
                    .collect(Collectors.joining());
        }

        @Override
        public AgentAnswer end() {
            JsonNode read;
            try {
                read = JSON.readTree(lines.toString());
            } catch (JacksonException _) {
                throw failures.unreadable();
            }
            answer = read;
            var reason = read.at("/candidates/0/finishReason").asString("");
            if (FILTERED.contains(reason) || read.at("/promptFeedback").has("blockReason")) {
                throw failures.filtered();
            }
            if (!read.path("candidates").isArray()) {
                throw failures.unreadable();
            }
            if (reason.isEmpty()) {
                throw failures.brokenOff();
            }
            var text = text(read);
            if (text.isBlank()) {
                throw new AgentFailure(Kind.EMPTY, failures.emptyMessage(), null, usage());
            }
            return new AgentAnswer(
                    text,
                    reason.equals("MAX_TOKENS"),
                    usage(),
                    read.path("modelVersion").asString(model),
                    read.path("responseId").asString(null),
                    List.of());
        }
    }
}
