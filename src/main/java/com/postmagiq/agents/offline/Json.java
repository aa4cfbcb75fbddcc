package com.postmagiq.agents.offline;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Structured answers as text; keys keep their order. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String write(Map<String, ?> answer) {
        return MAPPER.writeValueAsString(answer);
    }

    static JsonMapper reader() {
        return MAPPER;
    }
}
