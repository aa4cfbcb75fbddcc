package com.postmagiq.quality;

import java.util.HashMap;
import java.util.Map;

/**
 * Reduces English words to a common root so that "solved", "solves" and "solution" can meet. It
 * strips more than a linguist would: for finding support, two words that wrongly meet cost less
 * than two that wrongly miss.
 */
final class Stems {

    private static final int LONGEST = 40;
    private static final Map<String, String> IRREGULAR = irregular();

    /** Endings of derived words, longest first, each needing four letters before it. */
    private static final String[] DERIVED = {
        "isation", "ization", "ational", "fulness", "iveness", "ousness", "ations", "ation",
        "ingly", "ition", "ments", "ement", "ment", "ness", "ible", "able", "ance", "ence", "ship",
        "ical", "ally", "edly", "sion", "tion", "ies", "ial", "ion", "ive", "ity", "ful", "ous",
        "ant", "ent", "est", "ism", "ist", "ise", "ize", "ors", "ers", "ily", "al", "ic", "er",
        "or", "ly", "th"
    };

    private static final String[] INFLECTED = {"ing", "ed"};

    private Stems() {}

    static String stem(String lower) {
        var word = lower.endsWith("'s") ? lower.substring(0, lower.length() - 2) : lower;
        var known = IRREGULAR.get(word);
        if (known != null) {
            word = known;
        }
        if (word.length() <= 3 || word.length() > LONGEST || !letters(word)) {
            return word;
        }
        return withoutFinalVowel(derived(inflected(word)));
    }

    private static boolean letters(String word) {
        for (var i = 0; i < word.length(); i++) {
            if (!Character.isLetter(word.charAt(i)) && word.charAt(i) != '\'') {
                return false;
            }
        }
        return true;
    }

    private static String inflected(String word) {
        var w = word;
        if (w.endsWith("'d")) {
            return w.substring(0, w.length() - 2);
        }
        if (w.endsWith("ies") && w.length() > 4) {
            w = w.substring(0, w.length() - 3) + "y";
        } else if (w.endsWith("sses")
                || w.endsWith("xes")
                || w.endsWith("ches")
                || w.endsWith("shes")) {
            w = w.substring(0, w.length() - 2);
        } else if (w.endsWith("s") && !w.endsWith("ss") && !w.endsWith("us") && !w.endsWith("is")) {
            w = w.substring(0, w.length() - 1);
        }
        if (w.endsWith("ied") && w.length() > 4) {
            return w.substring(0, w.length() - 3) + "y";
        }
        for (var ending : INFLECTED) {
            if (w.endsWith(ending) && w.length() - ending.length() >= 3) {
                var rest = w.substring(0, w.length() - ending.length());
                if (hasVowel(rest)) {
                    return single(rest);
                }
            }
        }
        return w;
    }

    private static String derived(String word) {
        for (var ending : DERIVED) {
            if (word.endsWith(ending) && word.length() - ending.length() >= 4) {
                return single(word.substring(0, word.length() - ending.length()));
            }
        }
        return word;
    }

    private static String single(String word) {
        var n = word.length();
        if (n > 3
                && word.charAt(n - 1) == word.charAt(n - 2)
                && "lsz".indexOf(word.charAt(n - 1)) < 0
                && !isVowel(word.charAt(n - 1))) {
            return word.substring(0, n - 1);
        }
        return word;
    }

    private static String withoutFinalVowel(String word) {
        var n = word.length();
        if (n > 3
                && (word.charAt(n - 1) == 'e'
                        || word.charAt(n - 1) == 'y'
                        || word.charAt(n - 1) == 'i')) {
            return word.substring(0, n - 1);
        }
        return word;
    }

    private static boolean hasVowel(String word) {
        for (var i = 0; i < word.length(); i++) {
            if (isVowel(word.charAt(i)) || word.charAt(i) == 'y') {
                return true;
            }
        }
        return false;
    }

    private static boolean isVowel(char c) {
        return "aeiou".indexOf(c) >= 0;
    }

    private static Map<String, String> irregular() {
        var forms = new HashMap<String, String>();
        for (var line : WordLists.lines("irregular-verbs")) {
            var verb = line.split("\\s+", -1);
            for (var form : verb) {
                forms.putIfAbsent(form, verb[0]);
            }
        }
        return Map.copyOf(forms);
    }
}
