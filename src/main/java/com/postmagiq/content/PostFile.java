package com.postmagiq.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A version of a post as files. They say nothing of when and by whom they were taken, so that the
 * same version gives the same bytes.
 *
 * @param topic null for none
 * @param chapter its number; null outside of chapters
 */
record PostFile(
        int number, @Nullable String topic, @Nullable Integer chapter, int version, String text) {
    /** The earliest moment an archive can name. */
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** What is known of it, under the names that an import takes. */
    private Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("post_number", number);
        if (topic != null) {
            facts.put("topic", topic);
        }
        if (chapter != null) {
            facts.put("chapter_number", chapter);
        }
        facts.put("version", version);
        return facts;
    }

    /** The text behind its front matter. */
    String markdown(JsonMapper json) {
        var markdown = new StringBuilder("---\n");
        facts().forEach(
                        (name, value) ->
                                markdown.append(name)
                                        .append(": ")
                                        // A JSON text is a YAML text, whatever stands in it.
                                        .append(json.writeValueAsString(value))
                                        .append('\n'));
        return markdown.append("---\n\n").append(text).append('\n').toString();
    }

    /** An archive of the text as a whole and in the parts that a platform takes. */
    byte[] archive(PlatformKind kind, JsonMapper json) {
        var pack = TextParts.of(kind, text, 0);
        var metadata = new LinkedHashMap<>(facts());
        metadata.put("platform", kind.code());
        metadata.put("parts", pack.size());
        metadata.put("content_hash", PlainText.hash(text));
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            add(zip, "post.md", markdown(json));
            for (var part = 0; part < pack.size(); part++) {
                add(zip, "%s-%02d.txt".formatted(kind.code(), part + 1), pack.get(part));
            }
            add(zip, "metadata.json", json.writeValueAsString(metadata) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(ENTRY_TIME);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
