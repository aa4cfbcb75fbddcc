package com.postmagiq.content.exchange;

import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads a file from its beginning to its end, without ever holding the whole of it. */
final class ImportSource {
    /**
     * A column of a table.
     *
     * @param source as the header names it
     * @param mappedTo the product's name; null for one that is left out
     */
    @Schema(name = "ImportColumn")
    record Column(String source, @Nullable String mappedTo) {}

    /**
     * What was found of a file's form.
     *
     * @param encoding null for archives
     * @param delimiter null for anything but tables
     * @param columns none for anything but tables
     */
    record Form(
            ImportFormat format,
            @Nullable String encoding,
            @Nullable String delimiter,
            List<Column> columns) {
        Form {
            columns = List.copyOf(columns);
        }
    }

    private ImportSource() {}

    /**
     * Tells the sink what a file holds.
     *
     * @param choices of which the meaning of columns is for tables
     * @throws ProblemException when it cannot be read as a whole, see {@link ExchangeProblem}
     */
    static Form read(
            Path file, ImportFormat format, ImportChoices choices, JsonMapper json, EntrySink sink)
            throws IOException {
        if (format == ImportFormat.ZIP) {
            ZipSource.read(file, sink);
            return new Form(format, null, null, List.of());
        }
        var text = TextFile.of(file);
        if (text.guessed()) {
            sink.issue(Issue.Kind.ENCODING_GUESSED.at(1, null));
        }
        return switch (format) {
            case CSV -> new CsvSource(text, choices, sink).read();
            case JSON -> form(format, text, () -> new JsonSource(json, sink).document(text));
            case JSONL -> form(format, text, () -> new JsonSource(json, sink).lines(text));
            case MARKDOWN, ZIP ->
                    form(format, text, () -> MarkdownSource.read(text.whole(), null, sink));
        };
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static Form form(ImportFormat format, TextFile text, Reading reading)
            throws IOException {
        reading.run();
        return new Form(format, text.encoding(), null, List.of());
    }
}
