package com.postmagiq.workflow.evaluation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An answer as rows under headings, for files and terminals.
 *
 * @param rows as long as the headings each; null where a value is not known
 */
public record Sheet(List<String> headings, List<List<@Nullable Object>> rows) {
    /** What has the form of a table. */
    public interface Tabular {
        Sheet sheet();
    }

    /** One row. */
    public static List<@Nullable Object> row(@Nullable Object... cells) {
        return Collections.unmodifiableList(Arrays.asList(cells));
    }

    /** RFC 4180: comma, CRLF, quotes where needed; what is not known is an empty cell. */
    public String csv() {
        var text = new StringBuilder();
        text.append(String.join(",", headings)).append("\r\n");
        for (var row : rows) {
            text.append(row.stream().map(Sheet::cell).collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString();
    }

    /** A cell as text; empty where nothing is known. */
    public static String text(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Object other -> other.toString();
        };
    }

    private static String cell(@Nullable Object value) {
        var text = text(value);
        if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
            // A spreadsheet must not take a name for a formula.
            text = "'" + text;
        }
        return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
