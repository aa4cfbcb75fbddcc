package com.postmagiq.content.duplicates;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text as comparing sees it: its words in lower case, without addresses, mentions, hashtags,
 * signs and pictures, and the shingles they form.
 *
 * @param words in their order
 */
record ComparedText(List<Word> words) {
    /** Texts with fewer words are compared with nothing. */
    static final int FEWEST_WORDS = 8;

    private static final Pattern LEFT_OUT =
            Pattern.compile("https?://\\S+|www\\.\\S+|[@#][\\p{L}\\p{N}_]+");
    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}]*(?:['’][\\p{L}]+)*|\\p{N}+");
    private static final int WIDTH = 3;
    private static final int NARROW_WIDTH = 2;
    private static final int WIDE_FROM_WORDS = 20;

    /**
     * @param start first UTF-16 unit of it in the text it stands in
     * @param end unit after its last
     */
    record Word(String text, int start, int end) {}

    ComparedText {
        words = List.copyOf(words);
    }

    static ComparedText of(String text) {
        var kept = new StringBuilder(text);
        LEFT_OUT.matcher(text)
                .results()
                .forEach(
                        found -> {
                            for (var i = found.start(); i < found.end(); i++) {
                                kept.setCharAt(i, ' ');
                            }
                        });
        var words = new ArrayList<Word>();
        var matcher = WORD.matcher(kept);
        while (matcher.find()) {
            words.add(
                    new Word(
                            Normalizer.normalize(matcher.group(), Normalizer.Form.NFKC)
                                    .toLowerCase(Locale.ROOT)
                                    .replace('’', '\''),
                            matcher.start(),
                            matcher.end()));
        }
        return new ComparedText(words);
    }

    boolean isLongEnough() {
        return words.size() >= FEWEST_WORDS;
    }

    /** All words in one line: equal for texts that say exactly the same. */
    String line() {
        return String.join(" ", words.stream().map(Word::text).toList());
    }

    /**
     * Hashes of the runs of three consecutive words, of two in texts of fewer than twenty words (w-
     * shingling, Broder 1997).
     */
    Set<Long> shingles() {
        var width = words.size() < WIDE_FROM_WORDS ? NARROW_WIDTH : WIDTH;
        var shingles = new HashSet<Long>();
        for (var i = 0; i + width <= words.size(); i++) {
            var hash = Hashes.START;
            for (var word : words.subList(i, i + width)) {
                hash = Hashes.add(hash, word.text());
            }
            shingles.add(Hashes.mix(hash));
        }
        return shingles;
    }

    /** The share of shingles two texts have in common, 0 to 1 (Jaccard). */
    static double similarity(Set<Long> one, Set<Long> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        var common = one.stream().filter(other::contains).count();
        return (double) common / (one.size() + other.size() - common);
    }
}
