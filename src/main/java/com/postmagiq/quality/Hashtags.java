package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.List;

/** Finds hashtags: a number sign at the start of a word, followed by a letter or digit. */
final class Hashtags {

    private Hashtags() {}

    static List<TextRange> in(Passage post) {
        var found = new ArrayList<TextRange>();
        var text = post.text;
        for (var i = text.indexOf('#'); i >= 0; i = text.indexOf('#', i + 1)) {
            var opens = i == 0 || Character.isWhitespace(text.charAt(i - 1));
            var end = i + 1;
            while (end < text.length()
                    && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
                end++;
            }
            if (opens && end > i + 1 && post.inProse(i)) {
                found.add(new TextRange(i, end));
            }
        }
        return found;
    }
}
