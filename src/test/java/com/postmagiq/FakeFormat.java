package com.postmagiq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire formats {@link FakeLlm} speaks, as the providers describe them. */
enum FakeFormat {
    /** OpenAI's chat completions, which Groq and many others speak too. */
    OPENAI {
        @Override
        List<String> opening(FakeLlm.Call call, FakeAnswer answer) {
            return List.of();
        }

        @Override
        String piece(FakeLlm.Call call, String text) {
            return data(chunk(call, Map.of("role", "assistant", "content", text), null));
        }

        @Override
        List<String> closing(FakeLlm.Call call, FakeAnswer answer) {
            var events = new ArrayList<String>();
            events.add(data(chunk(call, Map.of(), answer.finish())));
            if (answer.usage()) {
                var last = base(call, "chat.completion.chunk");
                last.put("choices", List.of());
                last.put("usage", usage(call, answer));
                events.add(data(last));
            }
            events.add("data: [DONE]\n\n");
            return events;
        }

        @Override
        Map<String, Object> whole(FakeLlm.Call call, FakeAnswer answer) {
            var choice = new LinkedHashMap<String, Object>();
            choice.put("index", 0);
            choice.put("message", Map.of("role", "assistant", "content", answer.content()));
            choice.put("finish_reason", answer.finish());
            var completion = base(call, "chat.completion");
            completion.put("choices", List.of(choice));
            if (answer.usage()) {
                completion.put("usage", usage(call, answer));
            }
            return completion;
        }

        private Map<String, Object> base(FakeLlm.Call call, String object) {
            var base = new LinkedHashMap<String, Object>();
            base.put("id", "chatcmpl-" + id(call));
            base.put("object", object);
            base.put("created", 1_700_000_000);
            base.put("model", call.model());
            return base;
        }

        private Map<String, Object> chunk(
                FakeLlm.Call call, Map<String, String> delta, @Nullable String finish) {
            var choice = new LinkedHashMap<String, Object>();
            choice.put("index", 0);
            choice.put("delta", delta);
            choice.put("finish_reason", finish);
            var chunk = base(call, "chat.completion.chunk");
            chunk.put("choices", List.of(choice));
            return chunk;
        }

        private Map<String, Object> usage(FakeLlm.Call call, FakeAnswer answer) {
            var input = input(call);
            return Map.of(
                    "prompt_tokens",
                    input,
                    "completion_tokens",
                    answer.pieces().size(),
                    "total_tokens",
                    input + answer.pieces().size(),
                    "prompt_tokens_details",
                    Map.of("cached_tokens", answer.cached()));
        }
    },

    /** Anthropic's messages: events with names, input counted beside what was cached. */
    ANTHROPIC {
        @Override
        List<FakeLlm.Turn> turns(JsonNode body) {
            var turns = new ArrayList<FakeLlm.Turn>();
            turns.add(new FakeLlm.Turn("system", content(body.path("system"))));
            body.path("messages").valueStream().map(FakeFormat::turn).forEach(turns::add);
            return turns;
        }

        @Override
        List<String> opening(FakeLlm.Call call, FakeAnswer answer) {
            var message = message(call);
            message.put("content", List.of());
            message.put("stop_reason", null);
            message.put("usage", usage(call, answer, 1));
            return List.of(
                    event(Map.of("type", "message_start", "message", message)),
                    event(
                            Map.of(
                                    "type",
                                    "content_block_start",
                                    "index",
                                    0,
                                    "content_block",
                                    Map.of("type", "text", "text", ""))),
                    event(Map.of("type", "ping")));
        }

        @Override
        String piece(FakeLlm.Call call, String text) {
            return event(
                    Map.of(
                            "type",
                            "content_block_delta",
                            "index",
                            0,
                            "delta",
                            Map.of("type", "text_delta", "text", text)));
        }

        @Override
        List<String> closing(FakeLlm.Call call, FakeAnswer answer) {
            var last = new LinkedHashMap<String, Object>();
            last.put("type", "message_delta");
            last.put("delta", Map.of("stop_reason", stopReason(answer)));
            if (answer.usage()) {
                last.put("usage", Map.of("output_tokens", answer.pieces().size()));
            }
            return List.of(
                    event(Map.of("type", "content_block_stop", "index", 0)),
                    event(last),
                    event(Map.of("type", "message_stop")));
        }

        @Override
        Map<String, Object> whole(FakeLlm.Call call, FakeAnswer answer) {
            var message = message(call);
            message.put("content", List.of(Map.of("type", "text", "text", answer.content())));
            message.put("stop_reason", stopReason(answer));
            message.put("usage", usage(call, answer, answer.pieces().size()));
            return message;
        }

        private Map<String, Object> message(FakeLlm.Call call) {
            var message = new LinkedHashMap<String, Object>();
            message.put("id", "msg_" + id(call));
            message.put("type", "message");
            message.put("role", "assistant");
            message.put("model", call.model());
            return message;
        }

        private Map<String, Object> usage(FakeLlm.Call call, FakeAnswer answer, int output) {
            return answer.usage()
                    ? Map.of(
                            "input_tokens",
                            input(call) - answer.cached(),
                            "cache_creation_input_tokens",
                            0,
                            "cache_read_input_tokens",
                            answer.cached(),
                            "output_tokens",
                            output)
                    : Map.of();
        }

        private String stopReason(FakeAnswer answer) {
            return switch (answer.finish()) {
                case "length" -> "max_tokens";
                case "content_filter" -> "refusal";
                default -> "end_turn";
            };
        }

        private String event(Map<String, Object> data) {
            return "event: " + data.get("type") + "\n" + data(data);
        }
    },

    /** Ollama's chat: a JSON object a line, counts in the last. */
    OLLAMA {
        @Override
        boolean streams(JsonNode body) {
            return body.path("stream").asBoolean(true);
        }

        @Override
        String streamType() {
            return "application/x-ndjson";
        }

        @Override
        List<String> opening(FakeLlm.Call call, FakeAnswer answer) {
            return List.of();
        }

        @Override
        String piece(FakeLlm.Call call, String text) {
            return line(part(call, text, false));
        }

        @Override
        List<String> closing(FakeLlm.Call call, FakeAnswer answer) {
            return List.of(line(last(call, "", answer)));
        }

        @Override
        Map<String, Object> whole(FakeLlm.Call call, FakeAnswer answer) {
            return last(call, answer.content(), answer);
        }

        private Map<String, Object> part(FakeLlm.Call call, String text, boolean done) {
            var part = new LinkedHashMap<String, Object>();
            part.put("model", call.model());
            part.put("created_at", "2026-11-22T09:00:00.000000Z");
            part.put("message", Map.of("role", "assistant", "content", text));
            part.put("done", done);
            return part;
        }

        private Map<String, Object> last(FakeLlm.Call call, String text, FakeAnswer answer) {
            var last = part(call, text, true);
            last.put("done_reason", answer.finish());
            last.put("total_duration", 4_648_158_584L);
            if (answer.usage()) {
                last.put("prompt_eval_count", input(call));
                last.put("eval_count", answer.pieces().size());
            }
            return last;
        }

        private String line(Map<String, Object> part) {
            return JSON.writeValueAsString(part) + "\n";
        }
    },

    /** Gemini's content generation; the model stands in the address. */
    GEMINI {
        @Override
        String model(String path, JsonNode body) {
            var name = path.substring(path.lastIndexOf('/') + 1);
            return name.substring(0, name.indexOf(':'));
        }

        @Override
        List<FakeLlm.Turn> turns(JsonNode body) {
            var turns = new ArrayList<FakeLlm.Turn>();
            turns.add(
                    new FakeLlm.Turn(
                            "system", content(body.path("systemInstruction").path("parts"))));
            body.path("contents")
                    .valueStream()
                    .map(
                            turn ->
                                    new FakeLlm.Turn(
                                            turn.path("role").asString("").equals("model")
                                                    ? "assistant"
                                                    : "user",
                                            content(turn.path("parts"))))
                    .forEach(turns::add);
            return turns;
        }

        @Override
        boolean streams(JsonNode body) {
            return false;
        }

        @Override
        List<String> opening(FakeLlm.Call call, FakeAnswer answer) {
            throw new UnsupportedOperationException("Only whole answers are asked for");
        }

        @Override
        String piece(FakeLlm.Call call, String text) {
            throw new UnsupportedOperationException("Only whole answers are asked for");
        }

        @Override
        List<String> closing(FakeLlm.Call call, FakeAnswer answer) {
            throw new UnsupportedOperationException("Only whole answers are asked for");
        }

        @Override
        Map<String, Object> whole(FakeLlm.Call call, FakeAnswer answer) {
            var candidate = new LinkedHashMap<String, Object>();
            candidate.put(
                    "content",
                    Map.of("role", "model", "parts", List.of(Map.of("text", answer.content()))));
            candidate.put("index", 0);
            if (answer.ending() == FakeAnswer.Ending.WHOLE) {
                candidate.put(
                        "finishReason",
                        switch (answer.finish()) {
                            case "length" -> "MAX_TOKENS";
                            case "content_filter" -> "SAFETY";
                            default -> "STOP";
                        });
            }
            var whole = new LinkedHashMap<String, Object>();
            whole.put("candidates", List.of(candidate));
            whole.put("modelVersion", call.model());
            whole.put("responseId", "resp-" + id(call));
            if (answer.usage()) {
                whole.put(
                        "usageMetadata",
                        Map.of(
                                "promptTokenCount",
                                input(call),
                                "candidatesTokenCount",
                                answer.pieces().size(),
                                "cachedContentTokenCount",
                                answer.cached()));
            }
            return whole;
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TOKENS_IN = 40;

    String model(String path, JsonNode body) {
        return body.path("model").asString("");
    }

    List<FakeLlm.Turn> turns(JsonNode body) {
        return body.path("messages").valueStream().map(FakeFormat::turn).toList();
    }

    boolean streams(JsonNode body) {
        return body.path("stream").asBoolean(false);
    }

    String streamType() {
        return "text/event-stream";
    }

    /** Events before the first piece. */
    abstract List<String> opening(FakeLlm.Call call, FakeAnswer answer);

    abstract String piece(FakeLlm.Call call, String text);

    /** Events after the last piece. */
    abstract List<String> closing(FakeLlm.Call call, FakeAnswer answer);

    abstract Map<String, Object> whole(FakeLlm.Call call, FakeAnswer answer);

    private static FakeLlm.Turn turn(JsonNode message) {
        return new FakeLlm.Turn(
                message.path("role").asString(""), content(message.path("content")));
    }

    private static String content(JsonNode content) {
        return content.isString()
                ? content.asString()
                : content.valueStream()
                        .map(part -> part.path("text").asString(""))
                        .reduce("", String::concat);
    }

    private static String id(FakeLlm.Call call) {
        return Integer.toHexString(call.user().hashCode()).toLowerCase(Locale.ROOT);
    }

    private static int input(FakeLlm.Call call) {
        return TOKENS_IN + call.user().length() / 4;
    }

    private static String data(Map<String, Object> data) {
        return "data: " + JSON.writeValueAsString(data) + "\n\n";
    }
}
