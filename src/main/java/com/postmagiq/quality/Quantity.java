package com.postmagiq.quality;

import org.jspecify.annotations.Nullable;

/**
 * A number with what it counts.
 *
 * @param start first UTF-16 code unit, with a currency sign
 * @param end one past the last, with the unit
 * @param value as written, scales applied: 2k is 2000
 * @param unit what it measures, or null
 * @param checkable false for words such as "one" and "first", which seldom state a fact
 * @param margin how far a source may be off, from words such as "about" and "more than"
 */
record Quantity(
        int start,
        int end,
        double value,
        Quantities.@Nullable Unit unit,
        boolean checkable,
        Margin margin) {

    /**
     * The interval, as shares of the amount, that a source's amount may lie in. "More than 500,000"
     * is a fair way to say 567,000.
     */
    record Margin(double below, double above) {
        static final Margin EXACT = new Margin(0, 0);
        static final Margin ABOUT = new Margin(0.05, 0.05);
        static final Margin MORE_THAN = new Margin(0, 0.25);
        static final Margin LESS_THAN = new Margin(0.25, 0);
    }
}
