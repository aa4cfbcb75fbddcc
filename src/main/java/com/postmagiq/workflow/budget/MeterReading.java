package com.postmagiq.workflow.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a meter shows, in USD.
 *
 * @param spent by calls that have ended
 * @param held for calls under way, at their worst
 * @param cap null for none
 */
public record MeterReading(
        Meter meter, BigDecimal spent, BigDecimal held, @Nullable BigDecimal cap) {

    /** What may still be held; null without a cap, never below 0. */
    public @Nullable BigDecimal left() {
        return cap == null ? null : cap.subtract(spent).subtract(held).max(BigDecimal.ZERO);
    }
}
