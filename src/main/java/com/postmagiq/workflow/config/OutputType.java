package com.postmagiq.workflow.config;

/** What a state's output is; it decides the contract of the answer. */
public enum OutputType {
    REVIEW,
    PROCESSED,
    DRAFT,
    AUDIT,
    FINAL,
    FINAL_AUDIT,
    ANALYSIS,
    OTHER;

    /** Outputs that are verdicts. */
    public boolean auditFamily() {
        return this == REVIEW || this == AUDIT || this == FINAL_AUDIT;
    }
}
