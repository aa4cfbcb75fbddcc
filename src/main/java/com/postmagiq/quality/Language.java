package com.postmagiq.quality;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Guesses the language of a text by its script and its function words. */
public final class Language {

    static final String ENGLISH = "en";
    private static final int TOO_SHORT = 8;
    private static final double ENGLISH_SHARE = 0.20;
    private static final double FOREIGN_SHARE = 0.12;
    private static final Map<String, List<String>> OTHERS = WordLists.table("function-words-other");
    private static final Set<String> ENGLISH_WORDS = WordLists.words("function-words");

    private Language() {}

    /** The language of a text, as {@link #of(Passage)} says it. */
    public static String of(String text) {
        return of(Passage.of(text));
    }

    /** An ISO 639-1 code, or "und" for a script or language it does not know. */
    static String of(Passage passage) {
        var letters = 0;
        var latin = 0;
        for (var token : passage.tokens) {
            var c = token.text().codePointAt(0);
            if (Character.isLetter(c)) {
                letters++;
                latin += Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN ? 1 : 0;
            }
        }
        if (letters > 0 && latin * 2 < letters) {
            return "und";
        }
        if (letters < TOO_SHORT || share(passage, ENGLISH_WORDS, letters) >= ENGLISH_SHARE) {
            return ENGLISH;
        }
        var best = ENGLISH;
        var bestShare = Math.max(FOREIGN_SHARE, share(passage, ENGLISH_WORDS, letters));
        for (var language : OTHERS.keySet().stream().sorted().toList()) {
            var share =
                    share(passage, Set.copyOf(OTHERS.getOrDefault(language, List.of())), letters);
            if (share > bestShare) {
                best = language;
                bestShare = share;
            }
        }
        return best;
    }

    private static double share(Passage passage, Set<String> words, int letters) {
        var hits = 0;
        for (var token : passage.tokens) {
            hits += words.contains(token.lower()) ? 1 : 0;
        }
        return (double) hits / letters;
    }
}
