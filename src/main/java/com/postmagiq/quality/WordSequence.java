package com.postmagiq.quality;

import com.postmagiq.quality.Words.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words in the form in which "verbatim" is judged: lower case, contractions written out, old
 * spellings such as "form'd" as "formed", punctuation gone. Searching many needles costs one pass
 * for each different length among them.
 */
final class WordSequence {

    private static final long BASE = 1_000_003L;
    private static final Map<String, List<String>> WHOLE =
            Map.of(
                    "won't", List.of("will", "not"),
                    "can't", List.of("can", "not"),
                    "cannot", List.of("can", "not"),
                    "shan't", List.of("shall", "not"),
                    "let's", List.of("let", "us"));
    private static final List<String> BEFORE_IS =
            List.of("it", "that", "he", "she", "there", "here", "what", "who", "where", "how");

    final List<String> words = new ArrayList<>();

    static WordSequence of(List<Token> tokens) {
        var sequence = new WordSequence();
        for (var token : tokens) {
            sequence.add(token.lower());
        }
        return sequence;
    }

    static WordSequence of(String text) {
        return of(Words.tokens(text));
    }

    private void add(String lower) {
        var apostrophe = lower.indexOf('\'');
        var whole = WHOLE.get(lower);
        if (whole != null) {
            words.addAll(whole);
            return;
        }
        if (apostrophe <= 0) {
            words.add(lower);
            return;
        }
        var head = lower.substring(0, apostrophe);
        switch (lower.substring(apostrophe)) {
            case "'t" -> addNegation(head);
            case "'re" -> words.addAll(List.of(head, "are"));
            case "'ve" -> words.addAll(List.of(head, "have"));
            case "'ll" -> words.addAll(List.of(head, "will"));
            case "'m" -> words.addAll(List.of(head, "am"));
            case "'s" ->
                    words.addAll(BEFORE_IS.contains(head) ? List.of(head, "is") : List.of(lower));
            case "'d" -> words.add(head.endsWith("e") ? head + "d" : head + "ed");
            default -> words.add(lower);
        }
    }

    private void addNegation(String head) {
        if (head.endsWith("n") && head.length() > 2) {
            words.addAll(List.of(head.substring(0, head.length() - 1), "not"));
        } else {
            words.add(head + "'t");
        }
    }

    /** For each needle its first position here, or -1; an empty needle is never found. */
    int[] positions(List<WordSequence> needles) {
        var positions = new int[needles.size()];
        Arrays.fill(positions, -1);
        var byLength = new HashMap<Integer, Map<Long, List<Integer>>>();
        for (var n = 0; n < positions.length; n++) {
            var needle = needles.get(n).words;
            if (!needle.isEmpty() && needle.size() <= words.size()) {
                byLength.computeIfAbsent(needle.size(), _ -> new HashMap<>())
                        .computeIfAbsent(hash(needle), _ -> new ArrayList<>())
                        .add(n);
            }
        }
        byLength.forEach((length, wanted) -> search(length, wanted, needles, positions));
        return positions;
    }

    private void search(
            int length,
            Map<Long, List<Integer>> wanted,
            List<WordSequence> needles,
            int[] positions) {
        var highest = 1L;
        for (var i = 1; i < length; i++) {
            highest *= BASE;
        }
        var rolling = 0L;
        for (var i = 0; i < words.size(); i++) {
            if (i >= length) {
                rolling -= code(words.get(i - length)) * highest;
            }
            rolling = rolling * BASE + code(words.get(i));
            if (i < length - 1) {
                continue;
            }
            var candidates = wanted.get(rolling);
            if (candidates != null) {
                take(candidates, i - length + 1, length, needles, positions);
                if (candidates.isEmpty()) {
                    wanted.remove(rolling);
                }
            }
            if (wanted.isEmpty()) {
                return;
            }
        }
    }

    private void take(
            List<Integer> candidates,
            int at,
            int length,
            List<WordSequence> needles,
            int[] positions) {
        var here = words.subList(at, at + length);
        if (needles.get(candidates.getFirst()).words.equals(here)) {
            for (var n : candidates) {
                positions[n] = at;
            }
            candidates.clear();
        }
    }

    private static long hash(List<String> words) {
        var hash = 0L;
        for (var word : words) {
            hash = hash * BASE + code(word);
        }
        return hash;
    }

    private static long code(String word) {
        return word.hashCode() * 0x9E3779B97F4A7C15L;
    }
}
