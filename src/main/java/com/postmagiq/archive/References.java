package com.postmagiq.archive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites the ids of rows that go out: rows of the archive become {@code posts:12}, people {@code
 * person:3} in the order in which they turn up, and ids of what is not there {@code gone:1} where
 * something must stand. Inside of JSON a reference is {@code {"$ref": ...}}, and a key that begins
 * with a dollar gets one more.
 */
final class References {
    static final String REF = "$ref";
    static final String PERSON = "person";
    static final String GONE = "gone";

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int LOOKED_UP_AT_MOST = 10_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final IdIndex index;
    private final UUID workspaceId;
    private final Function<UUID, Optional<String>> names;
    private final Map<UUID, Integer> people = new HashMap<>();
    private final List<String> peoplesNames = new ArrayList<>();
    private final Map<UUID, Integer> gone = new HashMap<>();

    /** Ids that are nobody's, of which JSON may hold many. */
    private final Map<UUID, Boolean> strangers =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
                    return size() > LOOKED_UP_AT_MOST;
                }
            };

    private boolean closed;

    /**
     * @param names of people of this installation
     */
    References(IdIndex index, UUID workspaceId, Function<UUID, Optional<String>> names) {
        this.index = index;
        this.workspaceId = workspaceId;
        this.names = names;
    }

    /** Everybody who turned up, in order. */
    List<String> people() {
        return peoplesNames;
    }

    /** From here on nobody new is noted: what follows is only to be read. */
    void close() {
        closed = true;
    }

    /** The row as it stands in the archive; parts without a value are left out. */
    ObjectNode rewritten(Shape shape, JsonNode row) {
        var out = NODES.objectNode();
        for (var column : shape.columns()) {
            var value = row.path(column.name());
            if (value.isNull() || value.isMissingNode()) {
                continue;
            }
            if (column.isId()) {
                var reference = reference(UUID.fromString(value.stringValue()), column.required());
                if (reference != null) {
                    out.put(column.name(), reference);
                }
            } else if (column.isIds()) {
                var all = out.putArray(column.name());
                value.forEach(
                        each -> all.add(reference(UUID.fromString(each.stringValue()), true)));
            } else {
                out.set(column.name(), column.isJson() ? inside(value) : value);
            }
        }
        return out;
    }

    private JsonNode inside(JsonNode value) {
        if (value.isString() && ID.matcher(value.stringValue()).matches()) {
            var reference = reference(UUID.fromString(value.stringValue()), false);
            return reference == null ? value : NODES.objectNode().put(REF, reference);
        }
        if (value instanceof ObjectNode object) {
            var out = NODES.objectNode();
            object.forEachEntry(
                    (key, part) -> out.set(key.startsWith("$") ? "$" + key : key, inside(part)));
            return out;
        }
        if (value instanceof ArrayNode array) {
            var out = NODES.arrayNode();
            array.forEach(each -> out.add(inside(each)));
            return out;
        }
        return value;
    }

    private @Nullable String reference(UUID id, boolean required) {
        if (id.equals(workspaceId)) {
            return "workspaces:1";
        }
        var row = index.find(id);
        if (row != null) {
            return row;
        }
        var person = person(id);
        if (person != null || !required || closed) {
            return person;
        }
        return GONE + ":" + gone.computeIfAbsent(id, _ -> gone.size() + 1);
    }

    private @Nullable String person(UUID id) {
        var known = people.get(id);
        if (known != null) {
            return PERSON + ":" + known;
        }
        if (closed || strangers.containsKey(id)) {
            return null;
        }
        var name = names.apply(id);
        if (name.isEmpty()) {
            strangers.put(id, true);
            return null;
        }
        peoplesNames.add(name.get());
        people.put(id, peoplesNames.size());
        return PERSON + ":" + peoplesNames.size();
    }
}
