package com.postmagiq.voice.measure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other writers a text is compared with: how much nearer it is to its author than to those of them
 * that are nearest to it. A text and a writer are points of as many dimensions as there are habits;
 * a dimension counts the more, the more writers differ in it and the less pieces of one writer do.
 * Nearness is the cosine of the angle between both as seen from the mean of all writers (after
 * Smith and Aldridge, Improving Authorship Attribution: Optimizing Burrows' Delta Method, 2011),
 * less the mean cosine of the nearest others (after Koppel and Winter, Determining If Two Documents
 * Are Written by the Same Author, 2014). The directions in which the pieces of one writer differ
 * most, such as that from report to address, are left out of sight (after Solomonoff, Campbell and
 * Boardman, Advances in Channel Compensation for SVM Speaker Recognition, 2005).
 */
final class Writers {
    /** Habits a piece of about 300 words holds; counts are brought to this. */
    private static final double PIECE = 360;

    /** Keeps the spread of small counts even (Anscombe, 1948). */
    private static final double EVEN = 3 / 8.0;

    private static final int NEAREST = 12;

    /** Numbers of writers are stored as whole ones of this size. */
    static final double GRAIN = 1 / 20.0;

    /** Those of the directions left out. */
    static final double FINE_GRAIN = 1 / 1000.0;

    private final Map<String, Integer> places = new HashMap<>();
    private final double[] mean;
    private final double[] weight;
    private final double[][] others;

    /** What one writer's own pieces differ in. */
    private final double[][] occasions;

    private Writers(List<String> lines) {
        mean = new double[lines.size()];
        weight = new double[lines.size()];
        var writers = new double[lines.size()][];
        var directions = new double[lines.size()][];
        for (var i = 0; i < lines.size(); i++) {
            var parts = lines.get(i).split("\t", -1);
            places.put(parts[0], i);
            mean[i] = Double.parseDouble(parts[1]);
            weight[i] = weight(Double.parseDouble(parts[2]), Double.parseDouble(parts[3]));
            writers[i] = numbers(parts[4], GRAIN * weight[i]);
            directions[i] = numbers(parts[5], FINE_GRAIN);
        }
        occasions = columns(directions);
        others = columns(writers);
        Arrays.stream(occasions).forEach(Writers::unit);
        Arrays.stream(others).forEach(it -> unit(cleared(it)));
    }

    /** How much a habit counts, of its variance in pieces of one writer and between writers. */
    static double weight(double within, double between) {
        return Math.sqrt(between) / (within + between);
    }

    private static double[] numbers(String written, double grain) {
        return Arrays.stream(written.split(" ", -1))
                .mapToDouble(it -> Integer.parseInt(it) * grain)
                .toArray();
    }

    private static double[][] columns(double[][] table) {
        var columns = new double[table.length == 0 ? 0 : table[0].length][table.length];
        for (var column = 0; column < columns.length; column++) {
            for (var row = 0; row < table.length; row++) {
                columns[column][row] = table[row][column];
            }
        }
        return columns;
    }

    /** Takes away, in place, what lies along the directions left out. */
    private double[] cleared(double[] vector) {
        for (var occasion : occasions) {
            var along = product(vector, occasion);
            for (var i = 0; i < vector.length; i++) {
                vector[i] -= along * occasion[i];
            }
        }
        return vector;
    }

    /**
     * Reads tables, each begun by its name between brackets: a habit, its mean, its variance in
     * pieces of one writer and between writers, how far each writer is from the mean, and its part
     * in each direction left out.
     */
    static Map<String, Writers> read(List<String> lines) {
        var tables = new LinkedHashMap<String, Writers>();
        var start = 0;
        for (var i = 1; i <= lines.size(); i++) {
            if (i == lines.size() || lines.get(i).startsWith("[")) {
                var name = lines.get(start);
                tables.put(
                        name.substring(1, name.length() - 1),
                        new Writers(lines.subList(start + 1, i)));
                start = i;
            }
        }
        return tables;
    }

    boolean knows(String habit) {
        return places.containsKey(habit);
    }

    /** A text as a point. */
    double[] point(Map<String, Integer> counts) {
        var total = counts.values().stream().mapToInt(it -> it).sum();
        var point = new double[mean.length];
        Arrays.fill(point, Math.sqrt(EVEN));
        counts.forEach(
                (habit, count) -> {
                    var place = places.get(habit);
                    if (place != null) {
                        point[place] = spread(count, total);
                    }
                });
        return point;
    }

    /** A count of a text as it stands in a point. */
    static double spread(int count, int total) {
        return Math.sqrt(count * PIECE / total + EVEN);
    }

    /**
     * How much nearer a text is to its author than to the nearest of the others; about -0.5 to 1.
     *
     * @param author the mean of the author's pieces
     */
    double nearness(double[] author, double[] text) {
        var here = direction(text);
        var nearest =
                Arrays.stream(others)
                        .mapToDouble(it -> product(it, here))
                        .sorted()
                        .skip(Math.max(0, others.length - NEAREST))
                        .average()
                        .orElse(0);
        return product(direction(author), here) - nearest;
    }

    private double[] direction(double[] point) {
        var direction = new double[point.length];
        for (var i = 0; i < point.length; i++) {
            direction[i] = (point[i] - mean[i]) * weight[i];
        }
        return unit(cleared(direction));
    }

    static double[] unit(double[] vector) {
        var length = Math.sqrt(product(vector, vector));
        for (var i = 0; i < vector.length && length > 0; i++) {
            vector[i] /= length;
        }
        return vector;
    }

    static double product(double[] one, double[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /**
     * How strongly a habit tells two points apart; positive where the text has more of it.
     *
     * @return 0 for a habit that is in no table
     */
    double apart(String habit, double[] author, double[] text) {
        var place = places.get(habit);
        return place == null ? 0 : (text[place] - author[place]) * weight[place];
    }
}
