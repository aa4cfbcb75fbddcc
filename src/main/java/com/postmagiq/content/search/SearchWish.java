package com.postmagiq.content.search;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Words somebody looks for. Quotes, minus and OR mean what they mean on the web; the last bare word
 * may be the beginning of one.
 *
 * @param rest all but the last word, where that is bare and every word counts; else everything
 * @param last the last word, or nothing
 * @param beginning the last word as a beginning for the database; null where it is none
 */
record SearchWish(String rest, String last, @Nullable String beginning) {
    private static final Pattern BARE_END =
            Pattern.compile("(?:^|\\s)([\\p{L}\\p{N}]+)$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern EITHER = Pattern.compile("(?i)(?:^|\\s)or(?:\\s|$)");
    private static final int SHORTEST_BEGINNING = 3;

    static SearchWish of(String words) {
        var end = BARE_END.matcher(words);
        var quotes = words.chars().filter(sign -> sign == '"').count();
        if (!end.find() || quotes % 2 == 1 || EITHER.matcher(words).find()) {
            return new SearchWish(words, "", null);
        }
        var last = end.group(1);
        return new SearchWish(
                words.substring(0, end.start(1)).strip(),
                last,
                last.length() >= SHORTEST_BEGINNING ? last + ":*" : null);
    }
}
