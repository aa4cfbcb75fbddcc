package com.postmagiq.proof;

import com.postmagiq.Storyteller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Every route of the described interface, and the smallest bodies they take. */
final class DescribedRoutes {
    private final JsonNode document;
    private final List<Route> routes = new ArrayList<>();

    /**
     * @param document the description, as OpenAPI
     */
    DescribedRoutes(JsonNode document) {
        this.document = document;
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                routes.add(
                        new Route(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
            }
        }
    }

    List<Route> all() {
        return routes;
    }

    boolean takesBody(Route route) {
        return !schemaOfBody(route).isMissingNode();
    }

    /** Whether a file is sent there, which no plain body can hold. */
    boolean takesFile(Route route) {
        return schemaOfBody(route)
                .path("properties")
                .valueStream()
                .anyMatch(part -> part.path("format").asString("").equals("binary"));
    }

    /** The names of a body's parts, required or not. */
    List<String> partsOfBody(Route route) {
        return schemaOfBody(route).path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What the route takes, with its required parts only.
     *
     * @param ids finds the id that belongs to the name of a part
     */
    Map<String, Object> body(Route route, UnaryOperator<String> ids) {
        return object(route, schemaOfBody(route), ids);
    }

    private JsonNode schemaOfBody(Route route) {
        return resolved(route.description().at("/requestBody/content/application~1json/schema"));
    }

    private JsonNode resolved(JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private Map<String, Object> object(Route route, JsonNode schema, UnaryOperator<String> ids) {
        var body = new LinkedHashMap<String, Object>();
        for (var required : schema.path("required")) {
            var name = required.asString();
            body.put(name, value(route, name, schema.path("properties").path(name), ids));
        }
        return body;
    }

    private Object value(Route route, String name, JsonNode part, UnaryOperator<String> ids) {
        if (name.endsWith("_id")) {
            return ids.apply(name);
        }
        if (!part.path("enum").isMissingNode()) {
            return part.at("/enum/0").asString();
        }
        if (part.has("$ref")) {
            return object(route, resolved(part), ids);
        }
        return switch (part.path("type").asString("")) {
            case "string" -> text(name, part);
            case "integer", "number" -> 1;
            case "boolean" -> true;
            case "array" ->
                    List.of(
                            part.at("/items/format").asString("").equals("uuid")
                                    ? UUID.randomUUID().toString()
                                    : "plain text");
            case "object" -> object(route, part, ids);
            default ->
                    throw new AssertionError(
                            "%s takes '%s' as %s, which this test cannot fill"
                                    .formatted(route, name, part));
        };
    }

    /** A text of the form that is asked for. */
    private static String text(String name, JsonNode part) {
        if (name.equals("story")) {
            return Storyteller.story("fire-company");
        }
        var pattern = part.path("pattern").asString("");
        if (pattern.matches("[A-Za-z_|]+")) {
            return pattern.split("\\|", -1)[0];
        }
        return switch (part.path("format").asString("")) {
            case "date" -> "2030-01-07";
            case "date-time" -> "2030-01-07T09:00:00Z";
            case "time", "partial-time", "local-time" -> "09:00";
            default -> name.equals("content_style") ? "mixed" : "plain text";
        };
    }
}
