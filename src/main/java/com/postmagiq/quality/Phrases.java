package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A list of phrases and the search for all of them in one pass. "..." in a phrase skips words. */
final class Phrases {

    private static final int LONGEST_GAP = 8;
    private static final String GAP = "...";

    /** A phrase found; {@code firstToken} is its first token in the passage. */
    record Hit(int start, int end, String phrase, int firstToken) {}

    private record Phrase(String written, List<String> words) {}

    private final Map<String, List<Phrase>> byFirstWord = new HashMap<>();

    private Phrases() {}

    static Phrases named(String list) {
        return of(WordLists.lines(list));
    }

    static Phrases of(List<String> lines) {
        var phrases = new Phrases();
        for (var line : lines) {
            var words = words(line);
            if (!words.isEmpty()) {
                phrases.byFirstWord
                        .computeIfAbsent(words.getFirst(), _ -> new ArrayList<>())
                        .add(new Phrase(line, words));
            }
        }
        return phrases;
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        for (var part : line.split("\\.\\.\\.", -1)) {
            if (!words.isEmpty()) {
                words.add(GAP);
            }
            Words.tokens(part).forEach(token -> words.add(token.lower()));
        }
        return List.copyOf(words);
    }

    List<Hit> in(Passage passage) {
        var hits = new ArrayList<Hit>();
        for (var t = 0; t < passage.tokens.size(); t++) {
            for (var phrase : byFirstWord.getOrDefault(passage.lower(t), List.of())) {
                var last = match(passage, t, phrase.words);
                if (last >= 0 && passage.inProse(passage.tokens.get(t).start())) {
                    hits.add(
                            new Hit(
                                    passage.tokens.get(t).start(),
                                    passage.tokens.get(last).end(),
                                    phrase.written,
                                    t));
                }
            }
        }
        return hits;
    }

    /** The phrases that any of these passages holds. */
    Set<String> heldBy(List<Passage> passages) {
        var held = new HashSet<String>();
        passages.forEach(passage -> in(passage).forEach(hit -> held.add(hit.phrase)));
        return held;
    }

    private static int match(Passage passage, int from, List<String> words) {
        var at = from;
        for (var w = 0; w < words.size(); w++) {
            if (words.get(w).equals(GAP)) {
                var next = words.get(w + 1);
                var stop = Math.min(passage.tokens.size(), at + LONGEST_GAP + 1);
                at++;
                while (at < stop && !passage.lower(at).equals(next)) {
                    at++;
                }
                if (at >= stop) {
                    return -1;
                }
            } else if (at < passage.tokens.size()
                    && passage.lower(at).equals(words.get(w))
                    && passage.sentenceOf(at) == passage.sentenceOf(from)) {
                at++;
            } else {
                return -1;
            }
        }
        return at - 1;
    }
}
