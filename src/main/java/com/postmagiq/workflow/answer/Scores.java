package com.postmagiq.workflow.answer;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Scores as models write them: {@code 8}, {@code "8"}, {@code "8/10"}, {@code "80%"}. */
final class Scores {
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,3}(?:[.,]\\d{1,6})?)\\s*(?:(/\\s*10)|(%))?");

    private Scores() {}

    /** 1 to 10, parts of a point dropped; null for anything else. */
    static @Nullable Integer of(JsonNode value) {
        if (value.isNumber()) {
            return whole(value.doubleValue());
        }
        return value.isString() ? of(value.stringValue()) : null;
    }

    private static @Nullable Integer of(String word) {
        var written = WRITTEN.matcher(word.strip());
        if (!written.matches()) {
            return null;
        }
        var number = Double.parseDouble(written.group(1).replace(',', '.'));
        return whole(written.group(3) == null ? number : number / 10);
    }

    private static @Nullable Integer whole(double score) {
        return score >= 1 && score <= 10 ? (int) Math.floor(score) : null;
    }
}
