package com.postmagiq.quality;

import org.jspecify.annotations.Nullable;

/**
 * One thing a check found.
 *
 * @param check its id, such as {@code fabrication.number}
 * @param start first UTF-16 code unit in the checked text
 * @param end one past the last code unit
 * @param message a sentence for the author
 * @param sourceNear the source sentence closest to it, if any
 */
public record Finding(
        String check,
        Severity severity,
        int start,
        int end,
        String text,
        String message,
        @Nullable String suggestion,
        @Nullable String sourceNear,
        @Nullable Fix fix) {

    /** A replacement that mends the finding by one click. */
    public record Fix(int start, int end, String replacement) {}
}
