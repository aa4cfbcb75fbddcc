package com.postmagiq.agents.wire;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.agents.Usage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ollama's chat: one JSON object a line, the last one with the counts. */
final class OllamaFormat implements Format {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpAgents.OwnServer target;

    OllamaFormat(HttpAgents.OwnServer target) {
        this.target = target;
    }

    @Override
    public HttpRequest question(AgentRequest request) {
        var messages = new ArrayList<Map<String, String>>();
        messages.add(Map.of("role", "system", "content", request.instructions()));
        request.messages().forEach(message -> messages.add(turn(message)));
        var body = new LinkedHashMap<String, Object>();
        body.put("model", target.model());
        body.put("messages", messages);
        body.put("stream", true);
        // Without this it drops the beginning of a prompt that is too long, and says nothing.
        body.put("truncate", false);
        body.put("keep_alive", target.keepAlive().toSeconds());
        var schema = request.jsonSchema();
        if (schema != null && request.task().contract().json()) {
            body.put("format", JSON.readTree(schema));
        }
        body.put("options", options(request));
        return HttpRequest.newBuilder(URI.create(target.address("/api/chat")))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", request.idempotencyKey().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static Map<String, String> turn(AgentRequest.Message message) {
        return Map.of(
                "role", message.role().name().toLowerCase(Locale.ROOT), "content", message.text());
    }

    private Map<String, Object> options(AgentRequest request) {
        var options = new LinkedHashMap<String, Object>();
        options.put("num_ctx", target.context());
        options.put("num_predict", request.agent().maxTokens());
        options.put("seed", request.seed() & Integer.MAX_VALUE);
        var temperature = request.agent().temperature();
        if (temperature != null) {
            options.put("temperature", temperature);
        }
        return options;
    }

    @Override
    public String problem(String body) {
        return read(body).map(OllamaFormat::word).orElse("");
    }

    /** It has no codes; one case is told by its words. */
    private static String word(JsonNode answer) {
        var message = answer.path("error").asString("").toLowerCase(Locale.ROOT);
        return message.contains("context length") || message.contains("context size")
                ? "context_length_exceeded"
                : "";
    }

    static Optional<JsonNode> read(String json) {
        try {
            return Optional.of(JSON.readTree(json)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty(); // a proxy's page, or a broken answer
        }
    }

    @Override
    public Reading reading(AgentRequest request, Failures failures) {
        return new Lines(request, failures, target.model());
    }

    private static final class Lines implements Reading {
        private static final int SERVER_ERROR = 500;

        private final AgentRequest request;
        private final Failures failures;
        private final StringBuilder content = new StringBuilder();
        private String model;
        private String reason = "";
        private boolean done;
        private boolean counted;
        private long input;
        private long output;

        Lines(AgentRequest request, Failures failures, String model) {
            this.request = request;
            this.failures = failures;
            this.model = model;
        }

        @Override
        public String take(String line) {
            if (line.isBlank()) {
                return "";
            }
            var part = read(line).orElseThrow(failures::unreadable);
            if (part.has("error")) {
                throw failures.refused(SERVER_ERROR, word(part), _ -> Optional.empty());
            }
            if (!part.has("done")) {
                throw failures.unreadable();
            }
            model = part.path("model").asString(model);
            if (part.path("done").asBoolean(false)) {
                finish(part);
            }
            // What it thinks before it answers stands in a field of its own.
            var piece = part.path("message").path("content").asString("");
            content.append(piece);
            return piece;
        }

        /** A prompt that was seen before is not counted by some versions. */
        private void finish(JsonNode last) {
            done = true;
            reason = last.path("done_reason").asString("stop");
            counted = last.has("prompt_eval_count") && last.has("eval_count");
            input = last.path("prompt_eval_count").asLong(0);
            output = last.path("eval_count").asLong(0);
        }

        @Override
        public boolean anything() {
            return !content.isEmpty();
        }

        @Override
        public Usage usage() {
            return counted
                    ? new Usage(input, output, 0, 0, false)
                    : TokenEstimate.usage(request, content.toString());
        }

        @Override
        public AgentAnswer end() {
            if (!done) {
                throw failures.brokenOff();
            }
            var text = content.toString();
            if (text.isBlank()) {
                throw new AgentFailure(Kind.EMPTY, failures.emptyMessage(), null, usage());
            }
            return new AgentAnswer(text, reason.equals("length"), usage(), model, null, List.of());
        }
    }
}
