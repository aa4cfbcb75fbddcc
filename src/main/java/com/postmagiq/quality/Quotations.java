package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds quoted passages: double quotation marks, straight or typographic, and typographic single
 * ones.
 */
final class Quotations {

    private Quotations() {}

    /**
     * The ranges between the marks, in order; a quotation ends with its paragraph at the latest.
     */
    static List<TextRange> in(String text) {
        var found = new ArrayList<TextRange>();
        var open = -1;
        var closer = ' ';
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                open = -1;
            } else if (open >= 0 && c == closer && !apostrophe(text, i)) {
                found.add(new TextRange(open, i));
                open = -1;
            } else if (open < 0 && closerOf(c) != 0) {
                open = i + 1;
                closer = closerOf(c);
            }
        }
        return found;
    }

    private static char closerOf(char opener) {
        return switch (opener) {
            case '"' -> '"';
            case '\u201C', '\u201E' -> '\u201D';
            case '\u00AB' -> '\u00BB';
            case '\u2018' -> '\u2019';
            default -> 0;
        };
    }

    private static boolean apostrophe(String text, int at) {
        return text.charAt(at) == '\u2019'
                && at > 0
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at - 1))
                && Character.isLetter(text.charAt(at + 1));
    }
}
