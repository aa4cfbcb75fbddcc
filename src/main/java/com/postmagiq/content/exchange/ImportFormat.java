package com.postmagiq.content.exchange;

import com.fasterxml.jackson.annotation.JsonValue;
import com.postmagiq.asset.FileKind;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Forms that files come in, told by what is in them; their names only decide between texts. */
enum ImportFormat {
    CSV(FileKind.CSV),
    JSON(FileKind.JSON),
    JSONL(FileKind.JSONL),
    MARKDOWN(FileKind.MD),
    /** Markdown files in a zip. */
    ZIP(FileKind.ZIP);

    private static final int LOOKED_AT = 1 << 13;

    private final FileKind kind;

    ImportFormat(FileKind kind) {
        this.kind = kind;
    }

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    FileKind kind() {
        return kind;
    }

    /**
     * The form of a file.
     *
     * @param name as its sender calls it
     * @throws ProblemException {@code import.unsupported_format}, {@code import.empty_file}
     */
    static ImportFormat of(Path file, String name, JsonMapper json) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(LOOKED_AT);
        }
        var raw = new String(head, StandardCharsets.ISO_8859_1);
        if (raw.startsWith("PK\003\004")) {
            if (name.toLowerCase(Locale.ROOT).matches(".*\\.(docx|xlsx|pptx|odt|ods)")) {
                throw unsupported("an office document");
            }
            return ZIP;
        }
        if (raw.startsWith("%PDF")) {
            throw unsupported("a PDF");
        }
        var text = TextFile.of(file);
        if (text.mark() == 0 && raw.indexOf('\0') >= 0) {
            throw unsupported("no text at all");
        }
        return ofText(text, name.toLowerCase(Locale.ROOT), json);
    }

    private static ImportFormat ofText(TextFile text, String name, JsonMapper json)
            throws IOException {
        var first = firstLine(text);
        if (first.isEmpty()) {
            throw new ProblemException(
                    ExchangeProblem.EMPTY_FILE,
                    "The file has no content; choose one with at least one post.");
        }
        if (name.matches(".*\\.(jsonl|ndjson)")) {
            return JSONL;
        }
        if (first.startsWith("{") || first.startsWith("[")) {
            return isWhole(first, json) ? JSONL : JSON;
        }
        if (first.startsWith("<") || first.startsWith("{\\rtf")) {
            throw unsupported("a web page");
        }
        return first.equals("---") || name.matches(".*\\.(md|markdown)") ? MARKDOWN : CSV;
    }

    /** The first line with anything in it, up to a length. */
    private static String firstLine(TextFile text) throws IOException {
        try (var reader = text.open()) {
            var block = new char[LOOKED_AT];
            while (true) {
                var read = reader.read(block);
                if (read < 0) {
                    return "";
                }
                var lines = new String(block, 0, read).lines().map(String::strip);
                var first = lines.filter(line -> !line.isEmpty()).findFirst();
                if (first.isPresent()) {
                    return first.get();
                }
            }
        }
    }

    /** Whether a line is one of JSON Lines, and not the beginning of a document. */
    private static boolean isWhole(String line, JsonMapper json) {
        try {
            return json.readTree(line).has("kind");
        } catch (JacksonException _) {
            return false;
        }
    }

    private static ProblemException unsupported(String what) {
        return new ProblemException(
                ExchangeProblem.UNSUPPORTED_FORMAT,
                "This looks like %s. Export CSV, JSON, JSON Lines or Markdown instead."
                        .formatted(what));
    }
}
