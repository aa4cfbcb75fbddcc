package com.postmagiq.bench;

import java.util.Locale;

/**
 * One figure with its limit.
 *
 * @param name its key in the JSON file
 * @param limit what it must reach
 * @param larger whether more is better
 */
record Measured(String name, double value, double limit, boolean larger) {
    static Measured atLeast(String name, double value, double limit) {
        return new Measured(name, value, limit, true);
    }

    static Measured atMost(String name, double value, double limit) {
        return new Measured(name, value, limit, false);
    }

    boolean good() {
        return larger ? value >= limit : value <= limit;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-36s %10.3f   %s %8.3f   %s",
                name,
                value,
                larger ? ">=" : "<=",
                limit,
                good() ? "ok" : "MISSED");
    }
}
