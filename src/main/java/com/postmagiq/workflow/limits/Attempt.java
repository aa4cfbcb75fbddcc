package com.postmagiq.workflow.limits;

import com.postmagiq.agents.AgentFailure;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A call of a slot that gave no usable answer. */
public record Attempt(String agent, Purpose purpose, Outcome outcome) {

    /** Why a call is made. */
    public enum Purpose {
        MAIN,
        /** Asks the same agent again because its answer could not be read. */
        REPAIR,
        /** Asks another agent in place of the planned one. */
        FALLBACK;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a call ended. */
    public sealed interface Outcome {

        /**
         * The agent gave no answer.
         *
         * @param retryAfter how long the provider asks to wait
         */
        record Failed(AgentFailure.Kind kind, @Nullable Duration retryAfter) implements Outcome {}

        /** The answer could not be read. */
        record Malformed() implements Outcome {}

        /** The node that made the call died; nobody knows what came of it. */
        record Lost() implements Outcome {}
    }
}
