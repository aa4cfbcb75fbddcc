package com.postmagiq.content.exchange;

import com.postmagiq.kernel.page.Csv;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A table of posts that spreadsheets open as it is: UTF-8 with its mark, CRLF, no formulas. */
final class CsvTarget {
    private static final String MARK = "\uFEFF";

    private final OutputStream target;

    CsvTarget(OutputStream target) {
        this.target = target;
    }

    int write(ExportPages pages) throws IOException {
        put(MARK + Csv.line(FieldNames.COLUMNS));
        return pages.forEach(
                posts -> {
                    for (var post : posts) {
                        put(
                                Csv.line(
                                        FieldNames.COLUMNS.stream()
                                                .map(column -> cell(post.path(column)))
                                                .toList()));
                    }
                });
    }

    private static String cell(JsonNode value) {
        return value.isArray()
                ? String.join("; ", value.valueStream().map(JsonNode::asString).toList())
                : value.asString("");
    }

    private void put(String line) throws IOException {
        target.write(line.getBytes(StandardCharsets.UTF_8));
    }
}
