package com.postmagiq.workflow.limits;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The soft rules, in the order in which the first match is reported. */
public enum SoftRule {
    STATE_VISIT_LIMIT,
    CYCLE_DETECTION,
    TRANSITION_LIMIT,
    TIMEOUT,
    COST_LIMIT;

    /** As in configurations and, behind {@code breaker.}, in run codes. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
