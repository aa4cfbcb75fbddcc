package com.postmagiq.agents.offline;

import java.util.regex.Pattern;

/** Makes a sentence fit to be read first. Only leaves words out. */
final class Openings {
    private static final int COMFORTABLE = 20;
    private static final int SHORTEST = 8;
    private static final Pattern JOINING =
            Pattern.compile(
                    "(?i)^(about|at|around) (this|that) time,? |^(then|now|in fact|previously|meanwhile|afterwards?|at length|however|of course), (?=\\p{Ll}|I\\b)");

    private Openings() {}

    /**
     * Without the words that join it to something earlier, and without closing remarks behind a
     * comma when it is long and they hold neither number nor name.
     */
    static String trimmed(String sentence) {
        var text = Clauses.finished(JOINING.matcher(sentence).replaceFirst(""));
        if (Unit.words(text).size() <= COMFORTABLE
                || text.chars().anyMatch(c -> c == '"' || c == '\u201C')) {
            return text;
        }
        var shortest = text;
        for (var comma = text.lastIndexOf(", ");
                comma > 0 && Unit.words(shortest).size() > COMFORTABLE;
                comma = text.lastIndexOf(", ", comma - 1)) {
            var rest = text.substring(0, comma);
            var tail = new Unit(0, 0, false, text.substring(comma + 2));
            if (tail.hasNumber() || tail.hasName() || Unit.words(rest).size() < SHORTEST) {
                break;
            }
            if (Clauses.complete(rest, tail.text())) {
                shortest = Clauses.finished(rest);
            }
        }
        return shortest;
    }
}
