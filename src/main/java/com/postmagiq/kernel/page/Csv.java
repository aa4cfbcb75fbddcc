package com.postmagiq.kernel.page;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows for spreadsheets, as RFC 4180 has them: comma, CRLF, quotes where needed. */
public final class Csv {
    private Csv() {}

    /** One row with its end; what is not known is an empty cell. */
    public static String line(List<? extends @Nullable Object> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
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
