package com.postmagiq.archive;

import com.postmagiq.archive.Manifest.Part;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gives rows that come in the ids of this installation; the reverse of {@link References}. */
final class Resolution {
    private static final Pattern REFERENCE = Pattern.compile("([a-z_]{1,60}):([1-9][0-9]{0,7})");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private record Known(int part, int rows) {}

    private final NewIds ids;
    private final Map<String, Known> parts = new HashMap<>();
    private final Map<String, UUID> matched;

    /**
     * @param matched references to people who are somebody here
     */
    Resolution(NewIds ids, Manifest manifest, Map<String, UUID> matched) {
        this.ids = ids;
        this.matched = Map.copyOf(matched);
        for (var i = 0; i < manifest.parts().size(); i++) {
            var part = manifest.parts().get(i);
            if (!part.informative()) {
                parts.put(part.name(), new Known(i, part.rows()));
            }
        }
        parts.put(References.PERSON, new Known(NewIds.PEOPLE, people(manifest)));
        parts.put(References.GONE, new Known(NewIds.GONE, NewIds.MOST_ROWS));
    }

    private static int people(Manifest manifest) {
        return manifest.parts().stream()
                .filter(part -> part.file().equals(ArchiveWriter.PEOPLE))
                .mapToInt(Part::rows)
                .sum();
    }

    /** The id of a person of the archive who is nobody here. */
    UUID person(int place) {
        return ids.of(NewIds.PEOPLE, place);
    }

    /**
     * A row as it is stored.
     *
     * @param place of the row in its part, from 1
     */
    ObjectNode resolved(Shape shape, JsonNode row, int place) {
        var out = NODES.objectNode();
        for (var column : shape.columns()) {
            var value = row.path(column.name());
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            if (column.isId()) {
                out.put(column.name(), id(shape, value).toString());
            } else if (column.isIds()) {
                var all = out.putArray(column.name());
                value.forEach(each -> all.add(id(shape, each).toString()));
            } else {
                out.set(column.name(), column.isJson() ? inside(shape, value) : value);
            }
        }
        if (shape.hasIds()
                && !row.path("id").asString("").equals("%s:%d".formatted(shape.part(), place))) {
            throw ArchiveFile.damaged(shape.file(), "row %d is out of order".formatted(place));
        }
        return out;
    }

    private JsonNode inside(Shape shape, JsonNode value) {
        if (value instanceof ObjectNode object) {
            if (object.size() == 1 && object.has(References.REF)) {
                return NODES.stringNode(id(shape, object.path(References.REF)).toString());
            }
            var out = NODES.objectNode();
            object.forEachEntry(
                    (key, part) ->
                            out.set(
                                    key.startsWith("$") ? key.substring(1) : key,
                                    inside(shape, part)));
            return out;
        }
        if (value instanceof ArrayNode array) {
            var out = NODES.arrayNode();
            array.forEach(each -> out.add(inside(shape, each)));
            return out;
        }
        return value;
    }

    private UUID id(Shape shape, JsonNode reference) {
        var text = reference.asString("");
        var parsed = REFERENCE.matcher(text);
        if (parsed.matches()) {
            var known = parts.get(parsed.group(1));
            var place = Integer.parseInt(parsed.group(2));
            if (known != null && place <= known.rows()) {
                return parsed.group(1).equals("workspaces")
                        ? CurrentWorkspace.id()
                        : matched.getOrDefault(text, ids.of(known.part(), place));
            }
        }
        throw ArchiveFile.damaged(
                shape.file(), "it points to something that is not in the archive");
    }
}
