package com.postmagiq.workflow.engine;

import org.jspecify.annotations.Nullable;

/**
 * What a state came to.
 *
 * @param key looked up in its transitions; {@link #INCOMPLETE} when a person must decide
 * @param feedback for the state the run goes back to
 * @param reason the failure behind a key that leads nowhere
 */
record Result(String key, @Nullable String feedback, String reason, @Nullable String agent) {
    static final String INCOMPLETE = "incomplete";
}
