package com.postmagiq.agents.tool;

import com.postmagiq.agents.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tools that can be run, with their fixed arguments and the JSON they print. */
public enum Tool {
    CLAUDE {
        @Override
        List<String> arguments(String model, @Nullable String effort) {
            return List.of("--output-format", "json", "--model", model, "-p");
        }

        @Override
        Told read(String output) {
            var answer = object(output);
            var result = answer.path("result").asString("");
            if (answer.path("is_error").asBoolean(false)) {
                throw new ToolComplaint(result);
            }
            var usage = answer.path("usage");
            var cached = usage.path("cache_read_input_tokens").asLong(0);
            return new Told(
                    result.isEmpty() ? text(answer.path("content")) : result,
                    usage.isObject()
                            ? new Usage(
                                    usage.path("input_tokens").asLong(0)
                                            + usage.path("cache_creation_input_tokens").asLong(0)
                                            + cached,
                                    usage.path("output_tokens").asLong(0),
                                    cached,
                                    0,
                                    false)
                            : null,
                    answer.path("session_id").asString(null));
        }
    },

    GEMINI {
        @Override
        List<String> arguments(String model, @Nullable String effort) {
            return List.of("--output-format", "json", "-m", model);
        }

        @Override
        Told read(String output) {
            var answer = object(output);
            if (answer.path("error").isObject()) {
                throw new ToolComplaint(answer.path("error").path("message").asString(""));
            }
            var content =
                    List.of("response", "text", "content").stream()
                            .map(answer::path)
                            .filter(part -> !part.isMissingNode())
                            .map(Tool::text)
                            .findFirst()
                            .orElse("");
            return new Told(content, usage(answer), answer.path("session_id").asString(null));
        }

        private @Nullable Usage usage(JsonNode answer) {
            var counted = answer.path("usageMetadata");
            if (counted.isObject()) {
                return new Usage(
                        counted.path("promptTokenCount").asLong(0),
                        counted.path("candidatesTokenCount").asLong(0),
                        counted.path("cachedContentTokenCount").asLong(0),
                        counted.path("thoughtsTokenCount").asLong(0),
                        false);
            }
            var models = answer.path("stats").path("models");
            if (!models.isObject()) {
                return null;
            }
            long input = 0;
            long written = 0;
            for (var model : models) {
                input += model.path("tokens").path("input").asLong(0);
                written += model.path("tokens").path("candidates").asLong(0);
            }
            return new Usage(input, written, 0, 0, false);
        }
    },

    CODEX {
        @Override
        List<String> arguments(String model, @Nullable String effort) {
            var arguments = new ArrayList<>(List.of("exec", "--json", "-m", model));
            if (effort != null) {
                arguments.addAll(List.of("-c", "model_reasoning_effort=" + effort));
            }
            return arguments;
        }

        // One event a line; older versions wrap it into "msg".
        @Override
        Told read(String output) {
            var content = "";
            Usage usage = null;
            String session = null;
            for (var line : output.lines().filter(text -> !text.isBlank()).toList()) {
                var wrapped = object(line);
                var event = wrapped.has("msg") ? wrapped.path("msg") : wrapped;
                switch (event.path("type").asString("")) {
                    case "thread.started" -> session = event.path("thread_id").asString(null);
                    case "session_configured" -> session = event.path("session_id").asString(null);
                    case "item.completed" -> {
                        var item = event.path("item");
                        if (item.path("type").asString("").equals("agent_message")) {
                            content = text(item.path("text"));
                        }
                    }
                    case "agent_message" ->
                            content =
                                    text(
                                            event.has("message")
                                                    ? event.path("message")
                                                    : event.path("text"));
                    case "turn.completed" -> usage = usage(event.path("usage"));
                    case "token_count" -> {
                        var total = event.path("info").path("total_token_usage");
                        usage = usage(total.isObject() ? total : event);
                    }
                    case "turn.failed" ->
                            throw new ToolComplaint(
                                    event.path("error").path("message").asString(""));
                    default -> {
                        // progress, and what later versions add
                    }
                }
            }
            return new Told(content, usage, session);
        }

        // Cached tokens are part of the input here, reasoning part of the output.
        private Usage usage(JsonNode counted) {
            return new Usage(
                    counted.path("input_tokens").asLong(0),
                    counted.path("output_tokens").asLong(0),
                    counted.path("cached_input_tokens").asLong(0),
                    counted.path("reasoning_output_tokens").asLong(0),
                    false);
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What a tool printed.
     *
     * @param content blank when it said nothing
     * @param usage null when it counted nothing
     * @param session the tool's own name of the conversation
     */
    record Told(String content, @Nullable Usage usage, @Nullable String session) {}

    /** The program's name on the path. */
    public String program() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Arguments of a new conversation; the text comes by standard input, never from here. */
    abstract List<String> arguments(String model, @Nullable String effort);

    /**
     * @throws ToolComplaint when the tool reports an error in its answer
     * @throws NotTheExpectedJson when this is not what the tool prints
     */
    abstract Told read(String output);

    /** Output without the structure the tool promises. */
    static final class NotTheExpectedJson extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static JsonNode object(String json) {
        try {
            var read = JSON.readTree(json);
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException _) {
            // a login screen, a warning, half an answer: told below
        }
        throw new NotTheExpectedJson();
    }

    /** A text, or blocks of which those of text are joined. */
    private static String text(JsonNode content) {
        return content.isArray()
                ? content.valueStream()
                        .map(block -> block.path("text").asString(""))
                        .collect(Collectors.joining())
                : content.asString("");
    }
}
