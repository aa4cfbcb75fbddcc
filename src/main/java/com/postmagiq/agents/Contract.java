package com.postmagiq.agents;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    /** As it stands in files, in the database and in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The contract of this name; empty when there is none. */
    public static Optional<Contract> named(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    public boolean json() {
        return this == REVIEW || this == AUDIT || this == DETECTOR;
    }
}
