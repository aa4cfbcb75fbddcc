package com.postmagiq.agents.speech;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an hour of audio costs, in tokens of one cent each. A model nobody knows costs as much as
 * the dearest known one.
 *
 * @param tokensPerHour from the provider's price list
 */
public record SpeechPrice(BigDecimal tokensPerHour) {
    private static final BigDecimal LARGE = new BigDecimal("11.1");
    private static final BigDecimal TURBO = new BigDecimal("4.0");
    private static final BigDecimal DISTILLED = new BigDecimal("2.0");
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal USD_PER_TOKEN = new BigDecimal("0.01");
    private static final int MONEY_DIGITS = 6;

    public static SpeechPrice of(String model) {
        var name = model.toLowerCase(Locale.ROOT);
        return new SpeechPrice(
                name.contains("distil") ? DISTILLED : name.contains("turbo") ? TURBO : LARGE);
    }

    /** For our accounts: whole tokens, at least one, also when the length is unknown. */
    public int tokens(@Nullable BigDecimal seconds) {
        return seconds == null
                ? 1
                : seconds.multiply(tokensPerHour)
                        .divide(HOUR, 0, RoundingMode.CEILING)
                        .max(BigDecimal.ONE)
                        .intValueExact();
    }

    /** USD, rounded half-up to six digits; zero when the length is unknown. */
    public BigDecimal usd(@Nullable BigDecimal seconds) {
        return seconds == null
                ? BigDecimal.ZERO
                : seconds.multiply(tokensPerHour)
                        .multiply(USD_PER_TOKEN)
                        .divide(HOUR, MONEY_DIGITS, RoundingMode.HALF_UP);
    }
}
