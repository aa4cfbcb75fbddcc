package com.postmagiq.workflow.answer;

import java.util.Locale;
import java.util.Set;

/** Where sentences end. */
final class Sentences {
    private static final String TERMINATORS = ".!?\u2026";
    private static final String CLOSERS = "\"'\u201d\u2019)]*_";
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "dr", "mr", "mrs", "ms", "prof", "st", "vs", "e.g", "i.e", "etc", "no", "inc",
                    "ltd", "jr", "sr", "approx", "dept", "fig", "a.m", "p.m", "u.s");

    private Sentences() {}

    /** The text up to its last whole sentence; the text itself if it has none. */
    static String whole(String text) {
        for (var i = text.length() - 1; i >= 0; i--) {
            if (TERMINATORS.indexOf(text.charAt(i)) >= 0) {
                var end = closed(text, i + 1);
                var last = end >= text.length();
                if (last || (Character.isWhitespace(text.charAt(end)) && !abbreviates(text, i))) {
                    return text.substring(0, end);
                }
            }
        }
        return text;
    }

    /** Behind the quotes and brackets that belong to a sentence. */
    private static int closed(String text, int from) {
        var end = from;
        while (end < text.length() && CLOSERS.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static boolean abbreviates(String text, int dot) {
        if (text.charAt(dot) != '.') {
            return false;
        }
        var start = dot;
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1)) && dot - start < 12) {
            start--;
        }
        var word = text.substring(start, dot).toLowerCase(Locale.ROOT);
        return ABBREVIATIONS.contains(word) || (word.length() == 1 && !word.equals("i"));
    }
}
