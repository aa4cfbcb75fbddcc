package com.postmagiq.workflow.limits;

import java.util.Locale;

/** What a fan-out that writes texts came to. */
public enum FanOutResult {
    ALL_SUCCESS,
    PARTIAL_SUCCESS,
    ALL_FAILURE;

    /**
     * @param valid slots with a stored output
     * @param slots all slots, at least one
     * @param minSuccess slots needed for a partial success, at least one
     */
    public static FanOutResult of(int valid, int slots, int minSuccess) {
        if (slots < 1 || valid < 0 || valid > slots || minSuccess < 1) {
            throw new IllegalArgumentException(
                    "%d of %d slots with at least %d needed is no outcome."
                            .formatted(valid, slots, minSuccess));
        }
        if (valid == slots) {
            return ALL_SUCCESS;
        }
        return valid >= minSuccess ? PARTIAL_SUCCESS : ALL_FAILURE;
    }

    /** The transition key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
