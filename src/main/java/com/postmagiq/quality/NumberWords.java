package com.postmagiq.quality;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words numbers are made of, and what each is worth. */
final class NumberWords {
    static final Map<String, Double> CARDINALS = cardinals();
    static final Map<String, Double> ORDINALS = ordinals();

    /** What multiplies the number before it. */
    static final Map<String, Double> SCALES =
            Map.ofEntries(
                    Map.entry("hundred", 1e2),
                    Map.entry("thousand", 1e3),
                    Map.entry("million", 1e6),
                    Map.entry("billion", 1e9),
                    Map.entry("trillion", 1e12),
                    Map.entry("dozen", 12d),
                    Map.entry("score", 20d),
                    Map.entry("k", 1e3),
                    Map.entry("m", 1e6),
                    Map.entry("bn", 1e9),
                    Map.entry("mn", 1e6));

    static final Map<String, Double> PENCE =
            Map.of(
                    "halfpenny",
                    0.5,
                    "twopence",
                    2d,
                    "threepence",
                    3d,
                    "sixpence",
                    6d,
                    "sixpences",
                    6d);

    private NumberWords() {}

    private static Map<String, Double> cardinals() {
        var names =
                List.of(
                        "zero",
                        "one",
                        "two",
                        "three",
                        "four",
                        "five",
                        "six",
                        "seven",
                        "eight",
                        "nine",
                        "ten",
                        "eleven",
                        "twelve",
                        "thirteen",
                        "fourteen",
                        "fifteen",
                        "sixteen",
                        "seventeen",
                        "eighteen",
                        "nineteen");
        var tens =
                List.of(
                        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
                        "ninety");
        var values = new HashMap<String, Double>();
        for (var i = 0; i < names.size(); i++) {
            values.put(names.get(i), (double) i);
        }
        for (var i = 0; i < tens.size(); i++) {
            values.put(tens.get(i), 10d * (i + 2));
        }
        return Map.copyOf(values);
    }

    private static Map<String, Double> ordinals() {
        var values = new HashMap<String, Double>();
        CARDINALS.forEach(
                (word, value) ->
                        values.put(
                                word.endsWith("y")
                                        ? word.substring(0, word.length() - 1) + "ieth"
                                        : word + "th",
                                value));
        values.putAll(
                Map.of(
                        "first",
                        1d,
                        "second",
                        2d,
                        "third",
                        3d,
                        "fifth",
                        5d,
                        "eighth",
                        8d,
                        "ninth",
                        9d,
                        "twelfth",
                        12d,
                        "hundredth",
                        100d));
        return Map.copyOf(values);
    }
}
