package com.postmagiq.workflow.config;

import org.jspecify.annotations.Nullable;

/** Where a state's result leads. */
public sealed interface Transition {
    /** On to a state, which may be a terminal one. */
    record ToState(String state) implements Transition {}

    /**
     * The file says nothing and the product's own ending applies.
     *
     * @param key halt, failure, all_failure or abort
     * @param errorTerminal the first terminal with {@code error: true}; null when the run ends
     *     without one (always for abort)
     */
    record BuiltIn(String key, @Nullable String errorTerminal) implements Transition {}

    /**
     * Nothing applies. For {@code incomplete} of an audit a person must decide; for any other key
     * the run fails with {@code state.no_transition}.
     */
    record None(String key) implements Transition {}
}
