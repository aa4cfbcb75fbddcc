package com.postmagiq.voice.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of {@link Writers}, made of texts. */
public final class WriterTables {
    private static final int MOST_PIECES = 48;
    private static final int MOST_HABITS = 400;
    private static final int MOST_PAIRS = 1200;
    private static final double LEAST_VARIANCE = 1e-4;
    private static final int DIRECTIONS = 5;
    private static final int ROUNDS = 60;

    private WriterTables() {}

    /**
     * @param texts by writer
     * @param language ISO 639-1 of all of them
     * @return lines
     */
    public static List<String> of(Map<String, List<String>> texts, String language) {
        var vocabulary = Vocabulary.of(language);
        var pieces = new TreeMap<String, List<Habits.Counts>>();
        texts.forEach(
                (writer, all) -> {
                    var units =
                            all.stream().flatMap(it -> Units.of(it, vocabulary).stream()).toList();
                    var step = Math.max(1, (double) units.size() / MOST_PIECES);
                    pieces.put(
                            writer,
                            IntStream.range(0, Math.min(units.size(), MOST_PIECES))
                                    .mapToObj(it -> units.get((int) (it * step)))
                                    .map(it -> Measured.of(it, vocabulary).counts())
                                    .toList());
                });
        var lines = new ArrayList<String>();
        table(lines, Rule.HABITS, pieces, Habits.Counts::single, MOST_HABITS);
        table(lines, Rule.PAIRS, pieces, Habits.Counts::pairs, MOST_PAIRS);
        return lines;
    }

    private static void table(
            List<String> lines,
            String name,
            Map<String, List<Habits.Counts>> pieces,
            Function<Habits.Counts, Map<String, Integer>> kind,
            int most) {
        var habits = common(pieces, kind, most);
        var residuals = new ArrayList<double[]>();
        var means = new ArrayList<double[]>();
        for (var counts : pieces.values()) {
            var points = counts.stream().map(it -> point(habits, kind.apply(it))).toList();
            var mean = Numbers.means(points).stream().mapToDouble(it -> it).toArray();
            means.add(mean);
            points.forEach(it -> residuals.add(less(it, mean)));
        }
        var mean = Numbers.means(means).stream().mapToDouble(it -> it).toArray();
        var within = new double[habits.size()];
        var between = new double[habits.size()];
        var weight = new double[habits.size()];
        for (var i = 0; i < habits.size(); i++) {
            var at = i;
            within[i] =
                    residuals.stream().mapToDouble(it -> it[at] * it[at]).sum()
                            / (residuals.size() - means.size());
            var apart = Numbers.sd(means.stream().mapToDouble(it -> it[at]).toArray());
            between[i] =
                    Math.max(
                            LEAST_VARIANCE,
                            apart * apart - within[i] * means.size() / residuals.size());
            weight[i] = Writers.weight(within[i], between[i]);
            residuals.forEach(it -> it[at] *= weight[at]);
        }
        var directions = directions(residuals, habits.size());
        lines.add("[" + name + "]");
        for (var i = 0; i < habits.size(); i++) {
            var at = i;
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "%s\t%.4f\t%.4f\t%.4f\t%s\t%s",
                            habits.get(i),
                            mean[i],
                            within[i],
                            between[i],
                            written(means, it -> (it[at] - mean[at]) / Writers.GRAIN),
                            written(directions, it -> it[at] / Writers.FINE_GRAIN)));
        }
    }

    private static double[] point(List<String> habits, Map<String, Integer> counts) {
        var total = counts.values().stream().mapToInt(it -> it).sum();
        return habits.stream()
                .mapToDouble(it -> Writers.spread(counts.getOrDefault(it, 0), total))
                .toArray();
    }

    private static double[] less(double[] vector, double[] other) {
        var rest = vector.clone();
        for (var i = 0; i < rest.length; i++) {
            rest[i] -= other[i];
        }
        return rest;
    }

    private static String written(List<double[]> vectors, ToDoubleFunction<double[]> number) {
        return vectors.stream()
                .map(it -> String.valueOf(Math.round(number.applyAsDouble(it))))
                .collect(Collectors.joining(" "));
    }

    /** In which pieces of one writer differ most, by orthogonal iteration. */
    private static List<double[]> directions(List<double[]> residuals, int size) {
        var found = new ArrayList<double[]>();
        for (var number = 0; number < DIRECTIONS; number++) {
            // Any beginning will do that no direction is square to.
            var step = number + 1;
            var direction =
                    IntStream.range(0, size).mapToDouble(it -> Math.cos(it * step)).toArray();
            for (var round = 0; round < ROUNDS; round++) {
                var next = new double[size];
                for (var residual : residuals) {
                    add(next, residual, Writers.product(residual, direction));
                }
                found.forEach(it -> add(next, it, -Writers.product(next, it)));
                direction = Writers.unit(next);
            }
            found.add(direction);
        }
        return found;
    }

    private static void add(double[] to, double[] vector, double times) {
        for (var i = 0; i < to.length; i++) {
            to[i] += vector[i] * times;
        }
    }

    /** What at least half of the writers have, most common first. */
    private static List<String> common(
            Map<String, List<Habits.Counts>> pieces,
            Function<Habits.Counts, Map<String, Integer>> kind,
            int most) {
        var shares = new HashMap<String, Double>();
        var writers = new HashMap<String, Integer>();
        pieces.values()
                .forEach(
                        all -> {
                            var sum = new HashMap<String, Integer>();
                            all.forEach(
                                    it ->
                                            kind.apply(it)
                                                    .forEach(
                                                            (k, n) ->
                                                                    sum.merge(k, n, Integer::sum)));
                            var total = sum.values().stream().mapToInt(it -> it).sum();
                            sum.forEach(
                                    (k, n) -> {
                                        shares.merge(k, (double) n / total, Double::sum);
                                        writers.merge(k, 1, Integer::sum);
                                    });
                        });
        return shares.entrySet().stream()
                .filter(it -> writers.getOrDefault(it.getKey(), 0) * 2 >= pieces.size())
                .sorted(
                        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
