package com.postmagiq.workspace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a new workspace begins with. */
public enum SeedTemplate {
    EMPTY,
    /** A small strategy with three posts that show how things work. */
    TUTORIAL;

    /** As requests and the database name it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
