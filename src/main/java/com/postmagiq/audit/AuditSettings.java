package com.postmagiq.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far back people see the log of their workspace.
 *
 * @param shownDays 30 to 730, as long as entries are kept; those about signing in, privacy and
 *     operators are shown for a year at least
 */
@ConfigurationProperties("postmagiq.audit")
record AuditSettings(@DefaultValue("730") int shownDays) {
    private static final int LEAST = 30;
    private static final int KEPT = 730;
    private static final Duration A_YEAR = Duration.ofDays(365);

    AuditSettings {
        if (shownDays < LEAST || shownDays > KEPT) {
            throw new IllegalArgumentException(
                    "postmagiq.audit.shown-days is %d; it must be from %d to %d, for example 365"
                            .formatted(shownDays, LEAST, KEPT));
        }
    }

    Duration shown() {
        return Duration.ofDays(shownDays);
    }

    /** Of what people must be able to look up for a year, whatever is chosen. */
    Duration shownAtLeast() {
        return shown().compareTo(A_YEAR) < 0 ? A_YEAR : shown();
    }
}
