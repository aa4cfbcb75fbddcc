package com.postmagiq.content.duplicates;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which text of a post is compared. */
enum Kind {
    CONTENT,
    TOPIC,
    STORY;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a {@link #code}. */
    static Kind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** What is compared of a text: runs of words, of a topic its words. */
    Set<Long> parts(ComparedText text) {
        if (this != TOPIC) {
            return text.isLongEnough() ? text.shingles() : Set.of();
        }
        var words = new HashSet<Long>();
        text.words().forEach(word -> words.add(Hashes.mix(Hashes.add(Hashes.START, word.text()))));
        return words;
    }
}
