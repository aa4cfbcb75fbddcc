package com.postmagiq.content;

import java.util.OptionalInt;

/** Finds words again in a text that has changed since. */
final class AnchoredQuote {
    private AnchoredQuote() {}

    /**
     * Where the words stand now: exactly these, nearest to where they stood. Counted in UTF-16 code
     * units.
     */
    static OptionalInt locate(String text, String quote, int before) {
        var best = OptionalInt.empty();
        for (var at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
            if (best.isEmpty() || Math.abs(at - before) < Math.abs(best.getAsInt() - before)) {
                best = OptionalInt.of(at);
            }
        }
        return best;
    }
}
