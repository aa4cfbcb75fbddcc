package com.postmagiq.content;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * Something that takes finished texts to where they are read. Handing one over is no publication:
 * the post stays ready until somebody records one.
 */
interface Publisher {
    /** What somebody has in hand afterwards. */
    enum Product {
        /** The text, at once. */
        TEXT,
        /** A file, made in the background. */
        FILE;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As requests name it. */
    String id();

    /** For people. */
    String name();

    /** Where it can take texts. */
    List<PlatformKind> platforms();

    Product produces();
}
