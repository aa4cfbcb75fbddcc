package com.postmagiq.quality;

import java.util.Set;

/** Recognises the passive: a form of "be" or "get", perhaps an adverb, then a participle. */
final class Passive {

    private static final Set<String> AUXILIARIES =
            Set.of(
                    "am", "is", "are", "was", "were", "be", "been", "being", "got", "gets", "isn't",
                    "aren't", "wasn't", "weren't");
    private static final Set<String> PARTICIPLES = WordLists.words("participles");

    /** Words in -ed that describe a state more often than something done to somebody. */
    private static final Set<String> STATES =
            Set.of(
                    "tired",
                    "excited",
                    "scared",
                    "worried",
                    "married",
                    "interested",
                    "bored",
                    "surprised",
                    "pleased",
                    "delighted",
                    "need",
                    "indeed",
                    "red",
                    "bed",
                    "embarrassed",
                    "convinced",
                    "supposed",
                    "used",
                    "frustrated",
                    "ashamed",
                    "relieved");

    private Passive() {}

    /** The share of sentences with a passive, 0 to 1. */
    static double share(Passage post) {
        if (post.sentences.isEmpty()) {
            return 0;
        }
        var passive = post.sentences.stream().filter(s -> in(post, s.index())).count();
        return (double) passive / post.sentences.size();
    }

    static boolean in(Passage post, int sentence) {
        var tokens = post.tokensOf(sentence);
        for (var t = 0; t + 1 < tokens.size(); t++) {
            if (!AUXILIARIES.contains(tokens.get(t).lower())) {
                continue;
            }
            var next = t + 1;
            while (next < tokens.size() - 1 && next < t + 3 && between(tokens.get(next).lower())) {
                next++;
            }
            if (participle(tokens.get(next).lower())) {
                return true;
            }
        }
        return false;
    }

    private static boolean between(String word) {
        return word.endsWith("ly")
                || Set.of("not", "never", "often", "also", "soon", "still", "then", "all", "so")
                        .contains(word);
    }

    private static boolean participle(String word) {
        return PARTICIPLES.contains(word)
                || (word.length() > 3
                        && (word.endsWith("ed") || word.endsWith("'d"))
                        && !STATES.contains(word));
    }
}
