package com.postmagiq.workflow.limits;

import java.util.Locale;

/** The soft rules, in the order in which the first match is reported. */
public enum SoftRule {
    STATE_VISIT_LIMIT,
    CYCLE_DETECTION,
    TRANSITION_LIMIT,
    TIMEOUT,
    COST_LIMIT;

    /** As in configurations and, behind {@code breaker.}, in run codes. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
