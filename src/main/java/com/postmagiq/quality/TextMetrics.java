package com.postmagiq.quality;

import com.postmagiq.quality.QualityReport.Metrics;

/** Counts and readability of a post. */
final class TextMetrics {

    private TextMetrics() {}

    static Metrics of(Inspection in) {
        var post = in.post;
        var paragraphs = post.paragraphs();
        var hook =
                paragraphs.isEmpty()
                        ? 0
                        : paragraphs.getFirst().end() - paragraphs.getFirst().start();
        return new Metrics(
                Words.count(post.text),
                post.text.length(),
                post.sentences.size(),
                paragraphs.size(),
                rounded(flesch(post)),
                rounded(grade(post)),
                rounded(meanSentenceWords(post)),
                hook,
                Hashtags.in(post).size(),
                rounded(Passive.share(post)),
                in.sources.none() ? 1 : in.provenance().coverage().checkable());
    }

    /** Flesch reading ease: 206.835 - 1.015 words per sentence - 84.6 syllables per word. */
    static double flesch(Passage post) {
        return post.tokens.isEmpty()
                ? 100
                : 206.835 - 1.015 * meanSentenceWords(post) - 84.6 * syllablesPerWord(post);
    }

    /** Flesch-Kincaid grade: 0.39 words per sentence + 11.8 syllables per word - 15.59. */
    static double grade(Passage post) {
        return post.tokens.isEmpty()
                ? 0
                : 0.39 * meanSentenceWords(post) + 11.8 * syllablesPerWord(post) - 15.59;
    }

    static double meanSentenceWords(Passage post) {
        return post.sentences.isEmpty() ? 0 : (double) post.tokens.size() / post.sentences.size();
    }

    private static double syllablesPerWord(Passage post) {
        var syllables = 0L;
        for (var token : post.tokens) {
            syllables += syllables(token.lower());
        }
        return (double) syllables / post.tokens.size();
    }

    /** Groups of vowels, less a silent final e; a number counts as one. */
    static int syllables(String lower) {
        var groups = 0;
        var inGroup = false;
        for (var i = 0; i < lower.length(); i++) {
            var vowel =
                    "aeiouy\u00E9\u00E8\u00EA\u00E1\u00F3\u00F6\u00FC\u00E4"
                                    .indexOf(lower.charAt(i))
                            >= 0;
            groups += vowel && !inGroup ? 1 : 0;
            inGroup = vowel;
        }
        var silent =
                (lower.endsWith("e") && !lower.endsWith("le"))
                        || (lower.endsWith("ed")
                                && !lower.endsWith("ted")
                                && !lower.endsWith("ded"))
                        || (lower.endsWith("es")
                                && lower.length() > 3
                                && "cgsxz".indexOf(lower.charAt(lower.length() - 3)) < 0);
        return Math.max(1, silent ? groups - 1 : groups);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000d;
    }
}
