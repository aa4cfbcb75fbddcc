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
 * @param approximate after "about", "nearly" and the like
 */
record Quantity(
        int start,
        int end,
        double value,
        Quantities.@Nullable Unit unit,
        boolean checkable,
        boolean approximate) {}
