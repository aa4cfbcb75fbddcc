package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.Habits.Counts;
import com.postmagiq.voice.measure.Habits.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * An author's habits, and how near those of a text come. Common words, marks and endings, and what
 * follows what, are compared beside {@link Writers other writers}. Of all words, a share in the
 * author's texts is estimated with a Dirichlet prior at one small share for all (Zhai and Lafferty,
 * A Study of Smoothing Methods for Language Models, 2004); a text's weight is the mean logarithm of
 * the ratio of both.
 */
final class HabitModel {
    private static final double WORD_PRIOR = 500;

    /** Of a word nobody is known to use more than another. */
    private static final double ANY = 1 / 20_000.0;

    private static final double PER = 1000;

    /** A word or words, neither marks nor endings. */
    private static final Pattern READABLE = Pattern.compile("[\\p{L}'’]+( [\\p{L}'’]+)?");

    private final Map<String, Map<String, Integer>> counts;
    private final Map<String, Integer> words;
    private final double wordTotal;
    private final double habitTotal;
    private final Map<String, double[]> points = new HashMap<>();
    private final Map<String, Writers> writers;

    HabitModel(Stylometry profile, Vocabulary vocabulary) {
        this.counts = Map.of(Rule.HABITS, profile.habits(), Rule.PAIRS, profile.pairs());
        this.words = profile.wordUses();
        this.wordTotal = total(words);
        this.habitTotal = total(profile.habits());
        this.writers = vocabulary.writers();
        profile.points()
                .forEach(
                        (kind, point) ->
                                points.put(kind, point.stream().mapToDouble(it -> it).toArray()));
    }

    private static double total(Map<String, Integer> uses) {
        return uses.values().stream().mapToInt(it -> it).sum();
    }

    static Map<String, Integer> uses(String kind, Counts text) {
        return kind.equals(Rule.PAIRS) ? text.pairs() : text.single();
    }

    /** How much nearer a text is to the author than to others; empty without others. */
    OptionalDouble nearness(String kind, Counts text) {
        var among = writers.get(kind);
        var author = points.get(kind);
        return among == null || author == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(among.nearness(author, among.point(uses(kind, text))));
    }

    /** Mean weight of the words of a text; 0 is as likely from anybody. */
    double words(Counts text) {
        var sum = 0.0;
        var count = 0;
        for (var use : text.words().entrySet()) {
            var share =
                    (words.getOrDefault(use.getKey(), 0) + WORD_PRIOR * ANY)
                            / (wordTotal + WORD_PRIOR);
            sum += Math.log(share / ANY) * use.getValue();
            count += use.getValue();
        }
        return count == 0 ? 0 : sum / count;
    }

    /**
     * A habit that a text has in another measure than its author.
     *
     * @param profile uses per 1000 in the author's texts
     * @param draft uses per 1000 in the text
     * @param weight how far it sets the text apart
     */
    record Strange(String habit, double profile, double draft, double weight) {}

    /** Words, or pairs of them, that speak most against the author; the strongest first. */
    List<Strange> strange(String kind, Counts text, int most) {
        var among = writers.get(kind);
        var author = points.get(kind);
        if (among == null || author == null) {
            return List.of();
        }
        var here = uses(kind, text);
        var mine = counts.getOrDefault(kind, Map.of());
        var point = among.point(here);
        var habits = new TreeSet<>(here.keySet());
        habits.addAll(mine.keySet());
        var tokens = total(text.single());
        return habits.stream()
                .filter(it -> READABLE.matcher(it).matches())
                .map(
                        it ->
                                new Strange(
                                        it,
                                        mine.getOrDefault(it, 0) * PER / habitTotal,
                                        here.getOrDefault(it, 0) * PER / tokens,
                                        Math.abs(among.apart(it, author, point))))
                .filter(it -> it.weight() > 0)
                .sorted(
                        Comparator.comparingDouble(Strange::weight)
                                .reversed()
                                .thenComparing(Strange::habit))
                .limit(most)
                .toList();
    }

    /** Where a habit, or a pair of them, stands. */
    static List<Marks.Span> places(List<List<Token>> sentences, String habit) {
        var wanted = List.of(habit.split(" ", -1));
        var places = new ArrayList<Marks.Span>();
        for (var sentence : sentences) {
            for (var at = 0; at + wanted.size() <= sentence.size(); at++) {
                var found = sentence.subList(at, at + wanted.size());
                if (found.stream().map(Token::habit).toList().equals(wanted)) {
                    places.add(new Marks.Span(found.getFirst().start(), found.getLast().end()));
                }
            }
        }
        return places;
    }
}
