package com.postmagiq.agents;

/**
 * What kind of answer a call must give; the workflow checks it, providers with a JSON mode use it.
 */
public enum Contract {
    REVIEW,
    PROCESSED,
    DRAFT,
    AUDIT,
    FINAL,
    DETECTOR,
    TEXT;

    public boolean json() {
        return this == REVIEW || this == AUDIT || this == DETECTOR;
    }
}
