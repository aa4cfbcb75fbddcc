package com.postmagiq.content.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder of Markdown files, one a post: what it is as front matter, its text as body, and an
 * index for people.
 */
final class MarkdownTarget {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_SLUG = 40;

    private final ZipOutputStream zip;

    MarkdownTarget(OutputStream target) {
        this.zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
    }

    int write(String workspace, ExportPages pages) throws IOException {
        var index = new StringBuilder("# %s\n\n".formatted(workspace));
        var posts =
                pages.forEach(
                        page -> {
                            for (var post : page) {
                                var path = path(post);
                                put(path, file(post));
                                index.append(
                                        "- [%d %s](%s)\n"
                                                .formatted(
                                                        post.path("post_number").asInt(),
                                                        post.path("topic")
                                                                .asString("")
                                                                .replace("]", "\\]"),
                                                        path));
                            }
                        });
        put("README.md", index.toString());
        zip.finish();
        return posts;
    }

    private static String path(ObjectNode post) {
        var goal = slug(post.path("goal").asString("loose"));
        var number = post.path("chapter_number").asInt(0);
        var chapter =
                number == 0
                        ? ""
                        : "chapter-%02d-%s/"
                                .formatted(number, slug(post.path("chapter").asString("")));
        return "%s/%s%d-%s.md"
                .formatted(
                        goal,
                        chapter,
                        post.path("post_number").asInt(),
                        slug(post.path("topic").asString("post")));
    }

    private static String slug(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        var slug =
                plain.replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        return slug.isEmpty()
                ? "untitled"
                : slug.substring(0, Math.min(LONGEST_SLUG, slug.length()));
    }

    /** Values are written as JSON, which is YAML too and leaves nothing to guess. */
    private static String file(ObjectNode post) {
        var file = new StringBuilder("---\n");
        for (var column : FieldNames.COLUMNS) {
            var value = post.path(column);
            var said = !value.isNull() && !value.isMissingNode();
            if (said && !column.equals("content") && !(value.isArray() && value.isEmpty())) {
                file.append(column).append(": ").append(text(value)).append('\n');
            }
        }
        return file.append("---\n\n")
                .append(post.path("content").asString(""))
                .append('\n')
                .toString();
    }

    private static String text(JsonNode value) {
        return JSON.writeValueAsString(value);
    }

    private void put(String name, String text) throws IOException {
        var entry = new ZipEntry(name);
        // The same content gives the same bytes.
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
