package com.postmagiq.workflow.answer;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON values as text for people, and without characters a database refuses. */
final class JsonText {
    private static final int BRIEF = 40;
    private static final int MAX_DEPTH = 8;

    private JsonText() {}

    /** A string as it is, a list as bullets, an object as lines of name and value. */
    static String render(JsonNode value) {
        return render(value, 0);
    }

    private static String render(JsonNode value, int depth) {
        if (depth > MAX_DEPTH) {
            return "...";
        }
        return switch (value) {
            case ArrayNode array ->
                    array.values().stream()
                            .map(v -> "- " + render(v, depth + 1))
                            .collect(Collectors.joining("\n"));
            case ObjectNode object ->
                    object.properties().stream()
                            .map(e -> e.getKey() + ": " + render(e.getValue(), depth + 1))
                            .map(JsonText::storable)
                            .collect(Collectors.joining("\n"));
            default -> storable(value.asString());
        };
    }

    /** The value for a sentence, cut short. */
    static String brief(JsonNode value) {
        var text = storable(value.toString()).replaceAll("\\s+", " ");
        return text.length() <= BRIEF ? text : text.substring(0, BRIEF - 3) + "...";
    }

    /**
     * Without NUL and halves of characters, which PostgreSQL stores neither as text nor as JSON.
     */
    static String storable(String text) {
        var refused = false;
        for (var i = 0; i < text.length() && !refused; i++) {
            refused = text.charAt(i) == 0 || Character.isSurrogate(text.charAt(i));
        }
        if (!refused) {
            return text;
        }
        var out = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    static JsonNode storable(JsonNode value) {
        return switch (value) {
            case ArrayNode array -> {
                var copy = array.arrayNode();
                array.values().forEach(v -> copy.add(storable(v)));
                yield copy;
            }
            case ObjectNode object -> {
                var copy = object.objectNode();
                object.properties()
                        .forEach(e -> copy.set(storable(e.getKey()), storable(e.getValue())));
                yield copy;
            }
            default ->
                    value.isString()
                            ? JsonNodeFactory.instance.stringNode(storable(value.stringValue()))
                            : value;
        };
    }
}
