package com.postmagiq.workflow.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a judge wants changed.
 *
 * @param lineReference where, in the judge's own words
 * @param quote the words it is about
 */
public record Issue(
        Severity severity,
        String issue,
        @Nullable String fix,
        @Nullable String lineReference,
        @Nullable String quote) {

    /** How much it matters; a critical issue alone forbids to proceed. */
    public enum Severity {
        CRITICAL,
        MAJOR,
        MINOR;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Unknown words count as major, so that nothing is played down by a typing error. */
        static Severity of(@Nullable String word) {
            return switch (word == null ? "" : word.strip().toLowerCase(Locale.ROOT)) {
                case "critical" -> CRITICAL;
                case "minor" -> MINOR;
                default -> MAJOR;
            };
        }
    }
}
