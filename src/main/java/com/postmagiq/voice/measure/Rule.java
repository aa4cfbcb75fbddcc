package com.postmagiq.voice.measure;

import java.util.List;
import java.util.Optional;

/**
 * One comparison of a draft with a profile.
 *
 * @param component what people see it under
 * @param feature the number that is compared
 * @param weight points when both are alike; all weights add up to 100
 * @param floor the least difference that counts, for numbers
 */
record Rule(String component, String feature, double weight, Kind kind, double floor) {

    enum Kind {
        /** A length, a share or an index. */
        NUMBER,
        /** Uses in 1000 words; the floor grows for short drafts. */
        RATE,
        /** How sentence lengths are spread. */
        LENGTHS,
        /** The common function words together. */
        DELTA,
        OPENING,
        CLOSING,
        /** Common words, marks and endings together. */
        HABITS,
        /** What follows what. */
        PAIRS,
        /** All words together. */
        WORDS
    }

    static final String HABITS = "habits";
    static final String PAIRS = "pairs";
    static final String WORDS = "words";

    private static final double SHARE_FLOOR = 0.08;
    private static final double RATE_FLOOR = 2;

    static final List<Rule> ALL =
            List.of(
                    new Rule("habits", HABITS, 30, Kind.HABITS, 0),
                    new Rule("habits", PAIRS, 30, Kind.PAIRS, 0),
                    new Rule("habits", WORDS, 16, Kind.WORDS, 0),
                    new Rule("function_words", "delta", 2, Kind.DELTA, 0),
                    rate("punctuation", "em_dash", 2.5),
                    new Rule("punctuation", "comma", 2, Kind.RATE, 8),
                    rate("punctuation", "exclamation", 1),
                    rate("punctuation", "parenthesis", 1),
                    rate("punctuation", "question", 0.75),
                    rate("punctuation", "semicolon", 0.5),
                    rate("punctuation", "ellipsis", 0.5),
                    new Rule("rhythm", "len_hist", 2, Kind.LENGTHS, 0),
                    number("rhythm", "mean_len", 1.25, 2),
                    number("rhythm", "burstiness", 0.75, 0.12),
                    number("rhythm", "short_share", 0.5, SHARE_FLOOR),
                    rate("vocabulary", "contraction_rate", 2),
                    number("vocabulary", "mattr50", 0.75, 0.03),
                    number("vocabulary", "mean_word_len", 0.75, 0.2),
                    number("vocabulary", "long_word_share", 0.5, SHARE_FLOOR),
                    rate("address", "i_rate", 0.75),
                    rate("address", "you_rate", 0.5),
                    rate("address", "we_rate", 0.5),
                    number("layout", "para_words", 0.5, 10),
                    number("layout", "single_sentence_share", 0.5, SHARE_FLOOR),
                    number("layout", "bullet_share", 0.5, SHARE_FLOOR),
                    new Rule("ends", "opening", 0.25, Kind.OPENING, 0),
                    new Rule("ends", "closing", 0.25, Kind.CLOSING, 0),
                    rate("transitions", "formal_rate", 0.25),
                    number("transitions", "conjunction_start_share", 0.25, SHARE_FLOOR),
                    number("readability", "fk_grade", 0.5, 1.5),
                    rate("emoji", "emoji_rate", 0.25),
                    number("emoji", "hashtags_per_text", 0.25, 1));

    private static Rule rate(String component, String feature, double weight) {
        return new Rule(component, feature, weight, Kind.RATE, RATE_FLOOR);
    }

    private static Rule number(String component, String feature, double weight, double floor) {
        return new Rule(component, feature, weight, Kind.NUMBER, floor);
    }

    /** The components in the order people see them. */
    static List<String> components() {
        return ALL.stream().map(Rule::component).distinct().toList();
    }

    static Optional<Rule> of(String feature) {
        return ALL.stream().filter(it -> it.feature().equals(feature)).findFirst();
    }
}
