package com.postmagiq.content.exchange;

import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads this product's own files: one document, or an object a line; element by element. */
final class JsonSource {
    static final String FORMAT = "postmagiq.content";
    static final int SCHEMA = 1;

    /** Arrays of a document, and kinds of a line, by what they hold. */
    private static final Map<String, Entry.Kind> KINDS =
            Map.of(
                    "platforms", Entry.Kind.PLATFORM,
                    "goals", Entry.Kind.GOAL,
                    "chapters", Entry.Kind.CHAPTER,
                    "posts", Entry.Kind.POST,
                    "versions", Entry.Kind.VERSION,
                    "publications", Entry.Kind.PUBLICATION);

    /** Kinds that an export tells for reading only. */
    private static final Set<String> LEFT_OUT =
            Set.of("comment", "writing_sample", "voice_profile");

    private final JsonMapper json;
    private final EntrySink sink;

    JsonSource(JsonMapper json, EntrySink sink) {
        this.json = json;
        this.sink = sink;
    }

    /** One document, or a list of posts. */
    void document(TextFile text) throws IOException {
        try (var reader = text.open();
                var parser = json.createParser(reader)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                elements(parser, Entry.Kind.POST);
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                var kind = KINDS.get(name);
                if (kind != null && value == JsonToken.START_ARRAY) {
                    elements(parser, kind);
                } else if (name.equals("format") || name.equals("schema_version")) {
                    requireKnown(name, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new ProblemException(
                    ExchangeProblem.BROKEN_FILE,
                    at == null
                            ? "The file is no JSON that can be read; export it again."
                            : "The file is no JSON that can be read: something is wrong in line %d, column %d."
                                    .formatted(at.getLineNr(), at.getColumnNr()));
        }
    }

    private void elements(JsonParser parser, Entry.Kind kind) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var line = parser.currentTokenLocation().getLineNr();
            JsonNode node = parser.readValueAsTree();
            if (node instanceof ObjectNode object) {
                tell(line, kind, object);
            } else {
                sink.issue(Issue.Kind.NOT_AN_OBJECT.at(line, null));
            }
        }
    }

    /** One object a line; a broken line costs itself. */
    void lines(TextFile text) throws IOException {
        try (var reader = text.open()) {
            var number = 0;
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    line(number, line);
                }
            }
        }
    }

    private void line(int number, String line) {
        ObjectNode object = null;
        try {
            object = json.readTree(line) instanceof ObjectNode read ? read : null;
        } catch (JacksonException _) {
            // told below
        }
        var kind = object == null ? "" : object.path("kind").asString("post");
        if (object != null && kind.equals("export")) {
            object.properties()
                    .forEach(part -> requireKnown(part.getKey(), part.getValue().asString("")));
            return;
        }
        if (LEFT_OUT.contains(kind)) {
            return;
        }
        var known = KINDS.get(kind + "s");
        if (object != null && known != null) {
            tell(number, known, object);
        } else {
            sink.issue(Issue.Kind.NOT_AN_OBJECT.at(number, null));
        }
    }

    private static void requireKnown(String name, String value) {
        if (name.equals("format") && !value.equals(FORMAT)) {
            throw new ProblemException(
                    ExchangeProblem.UNSUPPORTED_FORMAT,
                    "This JSON is not one of this product's exports of content; export CSV, JSON or Markdown instead.");
        }
        if (name.equals("schema_version") && !value.equals(String.valueOf(SCHEMA))) {
            throw new ProblemException(
                    ExchangeProblem.SCHEMA_TOO_NEW,
                    "The file was written by a newer version of this product (form %s; this server reads %d). Update this server first."
                            .formatted(value, SCHEMA));
        }
    }

    /** An element, and what stands inside of it. */
    private void tell(int line, Entry.Kind kind, ObjectNode object) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        object.properties().forEach(part -> put(fields, part.getKey(), part.getValue()));
        sink.entry(new Entry(line, kind, fields));
        inner(line, object, "versions", Entry.Kind.VERSION);
        inner(line, object, "publications", Entry.Kind.PUBLICATION);
    }

    private void inner(int line, ObjectNode post, String name, Entry.Kind kind) {
        for (var part : post.path(name)) {
            if (part instanceof ObjectNode found) {
                found.set("post_ref", post.path("ref_id"));
                tell(line, kind, found);
            }
        }
    }

    private static void put(Map<String, @Nullable Object> fields, String name, JsonNode value) {
        if (value.isNull()) {
            fields.put(name, null);
        } else if (value.isArray()) {
            if (value.valueStream().allMatch(JsonNode::isString)) {
                fields.put(name, value.valueStream().map(JsonNode::asString).toList());
            }
        } else if (value.isNumber()) {
            fields.put(name, value.decimalValue());
        } else if (value.isBoolean()) {
            fields.put(name, value.booleanValue());
        } else if (value.isString()) {
            fields.put(name, value.asString());
        }
    }
}
