package com.postmagiq.workflow.history;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How full the context of a model was, in a word. */
final class ContextHealth {
    private static final BigDecimal MODERATE = BigDecimal.valueOf(60);
    private static final BigDecimal WARNING = BigDecimal.valueOf(80);
    private static final BigDecimal CRITICAL = BigDecimal.valueOf(90);

    private ContextHealth() {}

    /** Null where nobody knows. */
    static @Nullable String of(@Nullable BigDecimal percent) {
        return percent == null ? null : at(percent);
    }

    static String at(BigDecimal percent) {
        if (percent.compareTo(CRITICAL) > 0) {
            return "critical";
        }
        if (percent.compareTo(WARNING) > 0) {
            return "warning";
        }
        return percent.compareTo(MODERATE) > 0 ? "moderate" : "healthy";
    }
}
