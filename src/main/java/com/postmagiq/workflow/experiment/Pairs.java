package com.postmagiq.workflow.experiment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/** Compares two arms over the cases that both have a value for. */
final class Pairs {
    /** With fewer common cases nothing is said. */
    static final int ENOUGH = 6;

    private static final double CONFIDENCE = 0.975;
    private static final double SAME = 1e-9;
    private static final double DIGITS = 10_000.0;

    private Pairs() {}

    /** Which values are welcome. */
    enum Better {
        HIGHER,
        LOWER,
        NEITHER;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One case's value under each arm, the mean of its repeats. */
    record Pair(double a, double b) {
        double difference() {
            return b - a;
        }
    }

    /**
     * What the cases say together.
     *
     * @param better whether higher or lower values are welcome, or neither
     * @param cases with a value under both arms
     * @param difference mean of b - a over these cases
     * @param low end of the 95 % interval of that mean; null with fewer than two cases
     * @param wins cases in which b is the better one; null where neither is
     * @param verdict b_better, a_better, not_shown or too_few; null where neither is better
     */
    @Schema(name = "MetricComparison")
    record Comparison(
            String metric,
            @Schema(allowableValues = {"higher", "lower", "neither"}) String better,
            int cases,
            @Nullable Double meanA,
            @Nullable Double meanB,
            @Nullable Double difference,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Integer wins,
            @Nullable Integer ties,
            @Nullable Integer losses,
            @Schema(allowableValues = {"b_better", "a_better", "not_shown", "too_few"})
                    @Nullable String verdict) {}

    static Comparison compare(String metric, Better better, List<Pair> pairs) {
        var n = pairs.size();
        if (n == 0) {
            return new Comparison(
                    metric,
                    better.code(),
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    better == Better.NEITHER ? null : "too_few");
        }
        var mean = pairs.stream().mapToDouble(Pair::difference).average().orElse(0);
        var half = n < 2 ? null : half(pairs, mean);
        var ties = count(pairs, 0);
        var more = count(pairs, 1);
        var fewer = count(pairs, -1);
        var counted = better != Better.NEITHER;
        return new Comparison(
                metric,
                better.code(),
                n,
                rounded(pairs.stream().mapToDouble(Pair::a).average().orElse(0)),
                rounded(pairs.stream().mapToDouble(Pair::b).average().orElse(0)),
                rounded(mean),
                half == null ? null : rounded(mean - half),
                half == null ? null : rounded(mean + half),
                counted ? better == Better.HIGHER ? more : fewer : null,
                counted ? ties : null,
                counted ? better == Better.HIGHER ? fewer : more : null,
                counted ? verdict(better, n, mean, half) : null);
    }

    /**
     * Half the width of the interval, by Student's t with one degree of freedom less than cases.
     */
    private static double half(List<Pair> pairs, double mean) {
        var n = pairs.size();
        var squares = pairs.stream().mapToDouble(it -> Math.pow(it.difference() - mean, 2)).sum();
        var t = TDistribution.of(n - 1).inverseCumulativeProbability(CONFIDENCE);
        return t * Math.sqrt(squares / (n - 1) / n);
    }

    private static String verdict(Better better, int n, double mean, @Nullable Double half) {
        if (n < ENOUGH || half == null) {
            return "too_few";
        }
        if (mean - half > SAME) {
            return better == Better.HIGHER ? "b_better" : "a_better";
        }
        if (mean + half < -SAME) {
            return better == Better.HIGHER ? "a_better" : "b_better";
        }
        return "not_shown";
    }

    private static int count(List<Pair> pairs, int sign) {
        return (int)
                pairs.stream()
                        .map(Pair::difference)
                        .map(it -> Math.abs(it) <= SAME ? 0 : it)
                        .filter(it -> Math.signum(it) == sign)
                        .count();
    }

    /** Four digits; a zero has no sign. */
    static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS + 0.0;
    }
}
