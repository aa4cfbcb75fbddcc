package com.postmagiq.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under headings, each column as wide as its widest cell; nothing is shown as a hyphen. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    Table row(@Nullable Object... cells) {
        rows.add(
                Arrays.stream(cells)
                        .map(cell -> cell == null ? "-" : String.valueOf(cell))
                        .toList());
        return this;
    }

    void print(Terminal terminal) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (var i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : rows) {
            var line = new StringBuilder();
            for (var i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            terminal.say(line.toString().stripTrailing());
        }
    }
}
