package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.ReadText.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an author does without thinking: which common words, marks and endings follow which. Words
 * that name a topic are reduced to their ending, so that what somebody writes about weighs little
 * (after the text distortion of Stamatatos, Authorship Attribution Using Text Distortion, 2017).
 */
final class Habits {
    private static final String START = "^";
    private static final int SHORTEST_STEM = 3;
    private static final List<String> ENDINGS =
            List.of(
                    "tion", "ness", "ment", "able", "ance", "less", "ing", "ity", "ous", "ent",
                    "ive", "est", "ful", "ist", "ed", "ly", "er", "al", "ic", "s", "y", "e");

    private Habits() {}

    /** How often each habit, each habit after another, and each word occurs. */
    record Counts(
            Map<String, Integer> single, Map<String, Integer> pairs, Map<String, Integer> words) {

        static Counts none() {
            return new Counts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
        }

        void add(Counts other, int times) {
            add(single, other.single, times);
            add(pairs, other.pairs, times);
            add(words, other.words, times);
        }

        private static void add(Map<String, Integer> to, Map<String, Integer> more, int times) {
            more.forEach(
                    (key, count) ->
                            to.merge(
                                    key,
                                    count * times,
                                    (old, change) -> old + change == 0 ? null : old + change));
        }
    }

    /** A habit where it stands. */
    record Token(String habit, int start, int end) {}

    static Counts count(ReadText read, List<List<Token>> sentences) {
        var counts = Counts.none();
        read.words.forEach(it -> counts.words.merge(it.lower(), 1, Integer::sum));
        for (var sentence : sentences) {
            var before = START;
            for (var token : sentence) {
                counts.single.merge(token.habit(), 1, Integer::sum);
                counts.pairs.merge(before + " " + token.habit(), 1, Integer::sum);
                before = token.habit();
            }
        }
        return counts;
    }

    /** The habits of a text, sentence by sentence. */
    static List<List<Token>> in(ReadText read, Vocabulary vocabulary) {
        var sentences = new ArrayList<List<Token>>();
        for (var sentence : read.sentences) {
            sentences.add(tokens(read.text, sentence, vocabulary));
        }
        return sentences;
    }

    private static List<Token> tokens(String text, Sentence sentence, Vocabulary vocabulary) {
        var tokens = new ArrayList<Token>();
        var at = sentence.start();
        for (var word : sentence.words()) {
            marks(text, at, word.start(), tokens);
            tokens.add(new Token(habit(word.lower(), vocabulary), word.start(), word.end()));
            at = word.end();
        }
        marks(text, at, sentence.end(), tokens);
        return tokens;
    }

    private static String habit(String word, Vocabulary vocabulary) {
        if (vocabulary.rates().containsKey(word)) {
            return word;
        }
        for (var ending : ENDINGS) {
            if (word.length() >= ending.length() + SHORTEST_STEM && word.endsWith(ending)) {
                return "~" + ending;
            }
        }
        return "~";
    }

    private static void marks(String text, int from, int to, List<Token> tokens) {
        for (var at = from; at < to; at++) {
            var c = text.charAt(at);
            var end = at + 1;
            while (end < to && text.charAt(end) == c) {
                end++;
            }
            var mark =
                    switch (c) {
                        case ',', ';', ':', '?', '!', '(' -> String.valueOf(c);
                        case '.' -> end - at > 2 ? "~ellipsis" : ".";
                        case '\u2026' -> "~ellipsis";
                        case '\u2014' -> "~dash";
                        case '\u2013', '-' -> end - at > 1 || spaced(text, at) ? "~dash" : "";
                        case '"', '\u201C' -> "~quote";
                        default -> "";
                    };
            if (!mark.isEmpty()) {
                tokens.add(new Token(mark, at, end));
                at = end - 1;
            }
        }
    }

    private static boolean spaced(String text, int at) {
        return at > 0 && text.charAt(at) == '\u2013' && Character.isWhitespace(text.charAt(at - 1));
    }
}
