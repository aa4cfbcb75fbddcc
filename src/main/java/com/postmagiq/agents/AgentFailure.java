package com.postmagiq.agents;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that gave no usable answer. The message is a sentence for the person who runs the product;
 * it holds no key.
 */
public class AgentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, in the terms retries and fallbacks are decided by. */
    public enum Kind {
        RATE_LIMITED(true),
        OVERLOADED(true),
        /** Not even called: it failed too often just now. */
        SERVICE_OPEN(true),
        TIMEOUT(true),
        NETWORK(true),
        AUTH(false),
        BAD_REQUEST(false),
        CONTEXT_OVERFLOW(false),
        CONTENT_FILTERED(false),
        EMPTY(true),
        CANCELLED(false),
        UNAVAILABLE(false),
        UNKNOWN(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        public boolean retryable() {
            return retryable;
        }

        /** As it stands in events and in the database. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;
    private final Usage usage;

    public AgentFailure(Kind kind, String message, @Nullable Duration retryAfter, Usage usage) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.usage = usage;
    }

    public AgentFailure(Kind kind, String message) {
        this(kind, message, null, Usage.NONE);
    }

    public Kind kind() {
        return kind;
    }

    /** How long the provider asks us to wait, if it said so. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Tokens that were used all the same. */
    public Usage usage() {
        return usage;
    }
}
