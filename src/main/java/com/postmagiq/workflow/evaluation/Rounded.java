package com.postmagiq.workflow.evaluation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How exact sums are shown: half up, once, at the very end. */
final class Rounded {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private Rounded() {}

    /** Money and scores: two digits. */
    static @Nullable BigDecimal two(@Nullable BigDecimal exact) {
        return exact == null ? null : exact.setScale(2, RoundingMode.HALF_UP);
    }

    /** Money of one call: four digits; null when there was none. */
    static @Nullable BigDecimal average(BigDecimal total, long count) {
        return count == 0 ? null : total.divide(BigDecimal.valueOf(count), 4, RoundingMode.HALF_UP);
    }

    /** A share in percent with one digit; null of nothing. */
    static @Nullable BigDecimal percent(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
    }

    /**
     * Shares of a sum in percent, one digit each, that add up to 100.0 give or take 0.1. Where
     * rounding alone would miss that, those move by a tenth that rounding moved most. All 0 when
     * the sum is.
     */
    static List<BigDecimal> percentages(List<BigDecimal> parts) {
        var sum = parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            return parts.stream().map(_ -> BigDecimal.ZERO.setScale(1)).toList();
        }
        var exact =
                parts.stream()
                        .map(part -> part.multiply(HUNDRED).divide(sum, 9, RoundingMode.HALF_UP))
                        .toList();
        var shown = new ArrayList<BigDecimal>();
        exact.forEach(share -> shown.add(share.setScale(1, RoundingMode.HALF_UP)));
        var missing = HUNDRED.subtract(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        var step = missing.signum() > 0 ? TENTH : TENTH.negate();
        var order =
                IntStream.range(0, parts.size())
                        .boxed()
                        .sorted(
                                Comparator.comparing(
                                        i -> shown.get(i).subtract(exact.get(i)).multiply(step)))
                        .toList();
        for (var index : order) {
            if (missing.abs().compareTo(TENTH) <= 0) {
                break;
            }
            shown.set(index, shown.get(index).add(step));
            missing = missing.subtract(step);
        }
        return List.copyOf(shown);
    }
}
