package com.postmagiq.kernel.page;

/** Words people search for, as a pattern of SQL's {@code ilike}. */
public final class SearchWords {
    private SearchWords() {}

    /** Anything that holds the words; signs with a meaning to the database lose it. */
    public static String pattern(String words) {
        return "%" + literal(words.strip()) + "%";
    }

    /** A text that matches itself only. */
    public static String literal(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }
}
