package com.postmagiq.workflow.engine;

/**
 * This node no longer owns the run: another one claimed it, or a person ended it. Whoever sees it
 * stops and writes nothing.
 */
final class LostLease extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostLease(String message) {
        super(message);
    }
}
