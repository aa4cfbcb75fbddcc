package com.postmagiq.quality;

import java.util.Arrays;

/** Mean and population standard deviation of counts. */
final class Spread {

    private Spread() {}

    static double mean(int[] counts) {
        return Arrays.stream(counts).average().orElse(0);
    }

    static double deviation(int[] counts) {
        var mean = mean(counts);
        return Math.sqrt(
                Arrays.stream(counts)
                        .mapToDouble(c -> (c - mean) * (c - mean))
                        .average()
                        .orElse(0));
    }
}
