package com.postmagiq.workflow.answer;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a judge wants to happen with a text, from mild to strict. */
public enum Decision {
    PROCEED,
    RETRY,
    HALT;

    /** The transition key of the same name. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Decision strictest(Decision other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** The decision a model meant by a word, in any case; empty for words that leave doubt. */
    public static Optional<Decision> of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "proceed", "approve", "approved", "pass", "accept" -> Optional.of(PROCEED);
            case "retry", "revise", "revision", "rework" -> Optional.of(RETRY);
            case "halt", "stop", "reject", "fail" -> Optional.of(HALT);
            default -> Optional.empty();
        };
    }
}
