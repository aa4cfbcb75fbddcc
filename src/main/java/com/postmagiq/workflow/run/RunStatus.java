package com.postmagiq.workflow.run;

import java.util.Locale;

/** Where a run stands. A run that did not reach a success terminal is never {@code COMPLETE}. */
public enum RunStatus {
    QUEUED,
    RUNNING,
    PAUSED,
    AWAITING_HUMAN,
    COMPLETE,
    HALTED,
    FAILED,
    ABORTED;

    public boolean terminal() {
        return switch (this) {
            case COMPLETE, HALTED, FAILED, ABORTED -> true;
            case QUEUED, RUNNING, PAUSED, AWAITING_HUMAN -> false;
        };
    }

    /** As it stands in the database and in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
