package com.postmagiq.content.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * All content without loss: one document, or one object a line in the order in which an import
 * needs them. Both have one element a line, so that what is wrong with one can be told by its line.
 */
final class JsonTarget {
    private final JsonMapper json;
    private final OutputStream target;
    private final ExportParts parts;
    private boolean first;

    JsonTarget(JsonMapper json, OutputStream target, ExportParts parts) {
        this.json = json;
        this.target = target;
        this.parts = parts;
    }

    /** How many posts were written. */
    int write(String workspace, Instant now, ExportPages pages) throws IOException {
        return parts.asDocument() ? document(workspace, now, pages) : lines(workspace, now, pages);
    }

    private ObjectNode head(String workspace, Instant now) {
        var head = json.createObjectNode();
        head.put("format", JsonSource.FORMAT);
        head.put("schema_version", JsonSource.SCHEMA);
        head.put("exported_at", now.toString());
        head.putObject("workspace").put("name", workspace);
        return head;
    }

    private int document(String workspace, Instant now, ExportPages pages) throws IOException {
        var head = json.writeValueAsString(head(workspace, now));
        put(head.substring(0, head.length() - 1));
        for (var part : parts.beforePosts().entrySet()) {
            begin(part.getKey() + "s");
            for (var element : part.getValue()) {
                element(element);
            }
            put("\n]");
        }
        begin("posts");
        var posts = parts.hasPosts() ? pages.forEach(this::elements) : 0;
        put("\n]}\n");
        return posts;
    }

    /** Posts with what belongs to them inside. */
    private void elements(List<ObjectNode> page) throws IOException {
        page.forEach(parts::plain);
        for (var kind : parts.kindsOfPosts()) {
            embed(page, kind + "s", parts.ofPosts(kind, ids(page)));
        }
        for (var post : page) {
            element(post);
        }
    }

    private static void embed(List<ObjectNode> page, String name, List<ObjectNode> parts) {
        for (var post : page) {
            var list = post.putArray(name);
            parts.stream()
                    .filter(part -> part.path("post_ref").equals(post.path("ref_id")))
                    .forEach(part -> list.add(part.deepCopy().without("post_ref")));
        }
    }

    private static List<UUID> ids(List<ObjectNode> page) {
        return page.stream().map(post -> UUID.fromString(post.path("ref_id").asString())).toList();
    }

    private void begin(String name) throws IOException {
        put(",\n\"" + name + "\":[");
        first = true;
    }

    private void element(ObjectNode element) throws IOException {
        put((first ? "\n" : ",\n") + json.writeValueAsString(element));
        first = false;
    }

    private int lines(String workspace, Instant now, ExportPages pages) throws IOException {
        line("export", head(workspace, now));
        for (var part : parts.beforePosts().entrySet()) {
            lines(part.getKey(), part.getValue());
        }
        if (!parts.hasPosts()) {
            return 0;
        }
        // Ids only: what belongs to posts comes behind all of them.
        var ids = new ArrayList<List<UUID>>();
        var posts =
                pages.forEach(
                        page -> {
                            ids.add(ids(page));
                            page.forEach(parts::plain);
                            lines("post", page);
                        });
        for (var kind : parts.kindsOfPosts()) {
            for (var some : ids) {
                lines(kind, parts.ofPosts(kind, some));
            }
        }
        return posts;
    }

    private void lines(String kind, List<ObjectNode> elements) throws IOException {
        for (var element : elements) {
            line(kind, element);
        }
    }

    private void line(String kind, ObjectNode element) throws IOException {
        var line = json.createObjectNode().put("kind", kind);
        line.setAll(element);
        put(json.writeValueAsString(line) + "\n");
    }

    private void put(String text) throws IOException {
        target.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
