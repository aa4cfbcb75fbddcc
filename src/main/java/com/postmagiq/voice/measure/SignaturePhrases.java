package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.Stylometry.SignaturePhrase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sequences of two to five words an author uses again and again: at least three times over two
 * texts (four times in a single one). Ranked by uses times the logarithm of the ratio to the rate
 * expected of anybody, a one-sided log-likelihood (after Dunning, Accurate Methods for the
 * Statistics of Surprise and Coincidence, 1993).
 */
final class SignaturePhrases {
    private static final int MOST = 20;
    private static final int SHORTEST = 2;
    private static final int LONGEST = 5;
    private static final int USES = 3;
    private static final int USES_IN_ONE_TEXT = 4;
    private static final double NAME_SHARE = 0.8;
    private static final double PART_SHARE = 0.8;
    private static final int LONGEST_EXAMPLE = 300;

    private SignaturePhrases() {}

    private static final class Candidate {
        private final List<String> words;
        private final Set<Integer> texts = new HashSet<>();
        private final String example;
        private int count;
        private int capitals;

        Candidate(List<String> words, String example) {
            this.words = words;
            this.example = example;
        }

        String phrase() {
            return String.join(" ", words);
        }
    }

    /** The best, best first; equal ones by their letters. */
    static List<SignaturePhrase> of(List<ReadText> texts, Vocabulary vocabulary) {
        var words = texts.stream().mapToInt(ReadText::wordCount).sum();
        var found = candidates(texts);
        var least = texts.size() == 1 ? USES_IN_ONE_TEXT : USES;
        var spread = Math.min(2, texts.size());
        var kept =
                found.values().stream()
                        .filter(it -> it.count >= least && it.texts.size() >= spread)
                        .filter(it -> it.capitals <= it.count * NAME_SHARE)
                        .filter(
                                it ->
                                        !it.words.stream()
                                                .allMatch(word -> vocabulary.in("function", word)))
                        .toList();
        return kept.stream()
                .filter(it -> !partOfLonger(it, kept))
                .sorted(
                        Comparator.comparingDouble((Candidate it) -> -weight(it, words, vocabulary))
                                .thenComparing(Candidate::phrase))
                .limit(MOST)
                .map(
                        it ->
                                new SignaturePhrase(
                                        it.phrase(),
                                        it.count,
                                        it.texts.size(),
                                        Numbers.four(it.count * 1000.0 / words),
                                        it.example))
                .toList();
    }

    private static double weight(Candidate it, int words, Vocabulary vocabulary) {
        return it.count * Math.log((double) it.count / words / vocabulary.rate(it.words));
    }

    private static Map<List<String>, Candidate> candidates(List<ReadText> texts) {
        var found = new LinkedHashMap<List<String>, Candidate>();
        for (var t = 0; t < texts.size(); t++) {
            var read = texts.get(t);
            for (var sentence : read.sentences) {
                var words = sentence.words();
                for (var from = 0; from < words.size(); from++) {
                    var longest = Math.min(LONGEST, words.size() - from);
                    for (var size = SHORTEST; size <= longest; size++) {
                        if (!adjacent(
                                read.text,
                                words.get(from + size - 2),
                                words.get(from + size - 1))) {
                            break;
                        }
                        count(read, sentence, words.subList(from, from + size), from, t, found);
                    }
                }
            }
        }
        return found;
    }

    /** Whether only blanks stand between two words: no mark, number or address. */
    private static boolean adjacent(String text, ReadText.Word one, ReadText.Word other) {
        return text.substring(one.end(), other.start()).isBlank();
    }

    private static void count(
            ReadText read,
            ReadText.Sentence sentence,
            List<ReadText.Word> words,
            int from,
            int text,
            Map<List<String>, Candidate> found) {
        var key = words.stream().map(ReadText.Word::lower).toList();
        var candidate =
                found.computeIfAbsent(key, it -> new Candidate(it, example(read, sentence)));
        candidate.count++;
        candidate.texts.add(text);
        for (var i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (from + i > 0
                    && Character.isUpperCase(read.text.charAt(word.start()))
                    && !word.lower().equals("i")
                    && !word.lower().startsWith("i'")) {
                candidate.capitals++;
                break;
            }
        }
    }

    private static String example(ReadText read, ReadText.Sentence sentence) {
        var written = read.text.substring(sentence.start(), sentence.end()).strip();
        return written.length() <= LONGEST_EXAMPLE
                ? written
                : written.substring(0, LONGEST_EXAMPLE).strip() + "\u2026";
    }

    private static boolean partOfLonger(Candidate candidate, List<Candidate> all) {
        return all.stream()
                .anyMatch(
                        it ->
                                it.words.size() > candidate.words.size()
                                        && it.count >= candidate.count * PART_SHARE
                                        && contains(it.words, candidate.words));
    }

    private static boolean contains(List<String> longer, List<String> part) {
        return Collections.indexOfSubList(longer, part) >= 0;
    }

    /** Where a phrase stands in a text. */
    static List<Marks.Span> places(ReadText read, String phrase) {
        var words = List.of(phrase.split(" ", -1));
        var spans = new ArrayList<Marks.Span>();
        for (var sentence : read.sentences) {
            var written = sentence.words();
            for (var from = 0; from + words.size() <= written.size(); from++) {
                var here = written.subList(from, from + words.size());
                if (here.stream().map(ReadText.Word::lower).toList().equals(words)) {
                    spans.add(new Marks.Span(here.getFirst().start(), here.getLast().end()));
                }
            }
        }
        return spans;
    }
}
