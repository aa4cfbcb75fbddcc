package com.postmagiq.workflow.limits;

import java.time.Duration;
import java.util.Locale;

/** What a slot without an answer does next. */
public sealed interface NextAttempt {

    /**
     * Asks once more.
     *
     * @param delay from now
     * @param trim the input must be made shorter first
     */
    record Ask(String agent, Attempt.Purpose purpose, Duration delay, boolean trim)
            implements NextAttempt {}

    /**
     * Stops asking.
     *
     * @param reason a sentence for the person
     */
    record GiveUp(Status status, String reason) implements NextAttempt {}

    /** How a slot ends that has no answer. */
    enum Status {
        FAILED,
        TIMED_OUT,
        MALFORMED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
