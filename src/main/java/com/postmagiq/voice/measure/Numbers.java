package com.postmagiq.voice.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Arithmetic the measure shares. */
final class Numbers {
    private static final int DECIMALS = 4;

    private Numbers() {}

    /** Rounded half up to four decimals; minus zero is zero. */
    static double four(double value) {
        return round(value, DECIMALS);
    }

    static double round(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** Place by place, with four decimals. */
    static List<Double> means(List<double[]> vectors) {
        return IntStream.range(0, vectors.isEmpty() ? 0 : vectors.getFirst().length)
                .mapToObj(
                        place ->
                                four(
                                        vectors.stream()
                                                .mapToDouble(it -> it[place])
                                                .average()
                                                .orElse(0)))
                .toList();
    }

    /** Of a sample; 0 for fewer than two values. */
    static double sd(double[] values) {
        if (values.length < 2) {
            return 0;
        }
        var mean = mean(values);
        return Math.sqrt(
                Arrays.stream(values).map(it -> (it - mean) * (it - mean)).sum()
                        / (values.length - 1));
    }

    /** Linear between the two nearest ranks (type 7 of Hyndman and Fan, 1996). */
    static double percentile(List<Double> values, double share) {
        var sorted = values.stream().sorted().toList();
        var at = share * (sorted.size() - 1);
        var low = (int) Math.floor(at);
        var high = Math.min(sorted.size() - 1, low + 1);
        return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
    }
}
