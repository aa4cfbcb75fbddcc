package com.postmagiq.workflow.persona;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which of the house rules a persona works under. */
public enum RulesTier {
    /** Truth and punctuation, and how a post reads. */
    FULL,
    /** Truth and punctuation. */
    CORE,
    NONE;

    /** As it stands in files, in the database and in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tier of this name; empty when there is none. */
    public static Optional<RulesTier> named(String code) {
        return Arrays.stream(values()).filter(tier -> tier.code().equals(code)).findFirst();
    }
}
