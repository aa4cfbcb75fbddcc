package com.postmagiq.agents;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a model costs, in USD per 1,000 tokens.
 *
 * @param input price of the prompt
 * @param output price of the answer
 */
public record Price(BigDecimal input, BigDecimal output) {
    public static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final int MONEY_DIGITS = 6;

    /**
     * USD, rounded half-up to six digits: once per call, so that sums are sums of rounded amounts.
     */
    public BigDecimal of(long inputTokens, long outputTokens) {
        return input.multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(THOUSAND, MONEY_DIGITS, RoundingMode.HALF_UP);
    }

    public boolean free() {
        return input.signum() == 0 && output.signum() == 0;
    }
}
