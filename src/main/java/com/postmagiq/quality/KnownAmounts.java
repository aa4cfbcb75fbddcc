package com.postmagiq.quality;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The numbers of the sources, found again by value and unit in logarithmic time. */
final class KnownAmounts {

    private static final String SHARE = "share";

    private static final double ROUNDING = 1e-9;

    private final TreeSet<Double> all = new TreeSet<>();
    private final TreeSet<Double> withoutUnit = new TreeSet<>();
    private final Map<String, NavigableSet<Double>> byKind = new HashMap<>();

    void add(Quantity amount) {
        all.add(amount.value());
        var unit = amount.unit();
        if (unit == null) {
            withoutUnit.add(amount.value());
        } else {
            byKind.computeIfAbsent(unit.kind(), _ -> new TreeSet<>())
                    .add(amount.value() * unit.factor());
        }
    }

    /**
     * Whether the sources state the amount: the same value in the same kind of unit, or the same
     * value where one side names no unit. A percentage equals its share of one.
     */
    boolean hold(Quantity amount) {
        var tolerance = amount.margin();
        var unit = amount.unit();
        if (unit == null || unit.equals(Quantities.ORDER)) {
            return near(all, amount.value(), tolerance)
                    || near(ofKind(SHARE), amount.value() * 100, tolerance);
        }
        return near(withoutUnit, amount.value(), tolerance)
                || near(ofKind(unit.kind()), amount.value() * unit.factor(), tolerance)
                || (unit.kind().equals(SHARE)
                        && near(withoutUnit, amount.value() / 100, tolerance));
    }

    boolean holdValue(double value) {
        return all.contains(value);
    }

    private NavigableSet<Double> ofKind(String kind) {
        return byKind.getOrDefault(kind, new TreeSet<>());
    }

    private static boolean near(
            NavigableSet<Double> values, double wanted, Quantity.Margin margin) {
        var rounding = ROUNDING * Math.max(1, Math.abs(wanted));
        var next = values.ceiling(wanted * (1 - margin.below()) - rounding);
        return next != null && next <= wanted * (1 + margin.above()) + rounding;
    }
}
