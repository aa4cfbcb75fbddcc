package com.postmagiq.content.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing of a file as it stands there, before anything is believed of it.
 *
 * @param row line it begins in, from 1; number of the file in an archive
 * @param fields by the product's names: texts, numbers, booleans and lists of texts; null for what
 *     is named and empty
 */
record Entry(int row, Kind kind, Map<String, @Nullable Object> fields) {
    /** Kinds in the order in which they need each other. */
    enum Kind {
        PLATFORM,
        GOAL,
        CHAPTER,
        POST,
        VERSION,
        PUBLICATION
    }

    /** A post with other cells; an empty text empties one. Anything else stays as it is. */
    Entry with(Map<String, String> changed) {
        if (kind != Kind.POST || changed.isEmpty()) {
            return this;
        }
        var all = new LinkedHashMap<String, @Nullable Object>(fields);
        changed.forEach((field, value) -> all.put(field, value.isBlank() ? null : value));
        return new Entry(row, kind, all);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** A field as text, without blanks around it; null when there is nothing. */
    @Nullable String text(String field) {
        var value = fields.get(field);
        if (value == null || value instanceof List) {
            return null;
        }
        var text = value.toString().strip();
        return text.isEmpty() ? null : text;
    }

    /** A whole number; null when there is none that can be read. */
    @Nullable Integer number(String field) {
        var text = text(field);
        if (text == null || !text.matches("\\d{1,9}(\\.0+)?")) {
            return null;
        }
        return Integer.valueOf(text.replaceFirst("\\..*", ""));
    }

    /** A list, also one that is written in one cell. */
    List<String> list(String field) {
        return switch (fields.get(field)) {
            case null -> List.of();
            case List<?> many -> many.stream().map(String::valueOf).toList();
            case Object one -> List.of(one.toString().split("[;,]"));
        };
    }
}
