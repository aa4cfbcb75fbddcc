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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Anthropic's messages, streamed as events. */
final class AnthropicFormat implements Format {
    private static final String VERSION = "2023-06-01";
    private static final String DATA = "data:";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpAgents.Target target;

    AnthropicFormat(HttpAgents.Target target) {
        this.target = target;
    }

    @Override
    public HttpRequest question(AgentRequest request) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", target.model());
        body.put("max_tokens", request.agent().maxTokens());
        body.put("stream", true);
        body.put("system", request.instructions());
        body.put("messages", request.messages().stream().map(AnthropicFormat::turn).toList());
        var temperature = request.agent().temperature();
        if (temperature != null) {
            body.put("temperature", Math.min(1, temperature)); // the others' scale ends at 2
        }
        return HttpRequest.newBuilder(URI.create(target.address("/v1/messages")))
                .header("Content-Type", "application/json")
                .header("x-api-key", target.key().value())
                .header("anthropic-version", VERSION)
                .header("Idempotency-Key", request.idempotencyKey().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static Map<String, String> turn(AgentRequest.Message message) {
        return Map.of(
                "role", message.role().name().toLowerCase(Locale.ROOT), "content", message.text());
    }

    @Override
    public String problem(String body) {
        var error = read(body).map(answer -> answer.path("error"));
        return error.map(AnthropicFormat::problem).orElse("");
    }

    /** Two of its errors are told apart by their words only. */
    private static String problem(JsonNode error) {
        var type = error.path("type").asString("");
        var message = error.path("message").asString("").toLowerCase(Locale.ROOT);
        if (message.contains("prompt is too long") || message.contains("exceed context limit")) {
            return "context_length_exceeded";
        }
        return type.equals("billing_error") || message.contains("credit balance is too low")
                ? "insufficient_quota"
                : type;
    }

    private static Optional<JsonNode> read(String json) {
        try {
            return Optional.of(JSON.readTree(json));
        } catch (JacksonException _) {
            return Optional.empty(); // a proxy's page, or a broken answer
        }
    }

    @Override
    public Reading reading(AgentRequest request, Failures failures) {
        return new Events(request, failures, target.model());
    }

    private static final class Events implements Reading {
        private final AgentRequest request;
        private final Failures failures;
        private final StringBuilder content = new StringBuilder();
        private String model;
        private @Nullable String id;
        private String stopReason = "";
        private boolean stopped;
        private long input;
        private long cached;
        private long output;

        Events(AgentRequest request, Failures failures, String model) {
            this.request = request;
            this.failures = failures;
            this.model = model;
        }

        @Override
        public String take(String line) {
            if (!line.startsWith(DATA)) {
                return ""; // the event's name is in its data as well
            }
            var event =
                    read(line.substring(DATA.length())).orElseThrow(() -> failures.unreadable());
            return switch (event.path("type").asString("")) {
                case "message_start" -> begin(event.path("message"));
                case "content_block_delta" -> text(event.path("delta"));
                case "message_delta" -> finish(event);
                case "message_stop" -> {
                    stopped = true;
                    yield "";
                }
                case "error" -> throw broken(event.path("error"));
                default -> ""; // pings, and what later versions add
            };
        }

        private String begin(JsonNode message) {
            model = message.path("model").asString(model);
            id = message.path("id").asString(null);
            count(message.path("usage"));
            return "";
        }

        private String text(JsonNode delta) {
            var piece = delta.path("text").asString("");
            content.append(piece);
            return piece;
        }

        private String finish(JsonNode event) {
            stopReason = event.path("delta").path("stop_reason").asString("");
            count(event.path("usage"));
            return "";
        }

        /** What was written to or read from a cache stands beside the plain input. */
        private void count(JsonNode usage) {
            if (usage.has("input_tokens")) {
                cached = usage.path("cache_read_input_tokens").asLong(0);
                input =
                        usage.path("input_tokens").asLong(0)
                                + usage.path("cache_creation_input_tokens").asLong(0)
                                + cached;
            }
            output = Math.max(output, usage.path("output_tokens").asLong(0));
        }

        private AgentFailure broken(JsonNode error) {
            var status =
                    switch (error.path("type").asString("")) {
                        case "rate_limit_error" -> 429;
                        case "invalid_request_error" -> 400;
                        case "authentication_error", "permission_error" -> 401;
                        case "request_too_large" -> 413;
                        default -> 529;
                    };
            return failures.refused(status, problem(error), _ -> Optional.empty());
        }

        @Override
        public boolean anything() {
            return !content.isEmpty();
        }

        @Override
        public Usage usage() {
            return stopReason.isEmpty() || output == 0
                    ? TokenEstimate.usage(request, content.toString())
                    : new Usage(input, output, cached, 0, false);
        }

        @Override
        public AgentAnswer end() {
            if (stopReason.equals("refusal")) {
                throw failures.filtered();
            }
            if (!stopped || stopReason.isEmpty()) {
                throw failures.brokenOff();
            }
            var text = content.toString();
            if (text.isBlank()) {
                throw new AgentFailure(Kind.EMPTY, failures.emptyMessage(), null, usage());
            }
            var truncated =
                    stopReason.equals("max_tokens")
                            || stopReason.equals("model_context_window_exceeded");
            return new AgentAnswer(text, truncated, usage(), model, id, List.of());
        }
    }
}
