package com.postmagiq.workflow.persona;

/** Which of the house rules a persona works under. */
public enum RulesTier {
    /** Truth and punctuation, and how a post reads. */
    FULL,
    /** Truth and punctuation. */
    CORE,
    NONE
}
