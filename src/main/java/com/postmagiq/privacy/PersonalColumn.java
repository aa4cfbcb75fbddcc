package com.postmagiq.privacy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column and what its comment says about it.
 *
 * @param type as PostgreSQL writes it
 * @param kind of personal data; null for none, and for columns without a comment
 * @param copied whether it belongs into a copy of somebody's data
 * @param erasing what becomes of it
 */
record PersonalColumn(
        String name, String type, @Nullable Kind kind, boolean copied, Erasing erasing) {
    private static final Pattern COMMENT =
            Pattern.compile(
                    "pii: (identity|contact|credential|content|behaviour|network); export: (yes|no); erase: (delete|null|replace|keep:.+)");
    private static final String NONE = "pii: none";
    private static final Pattern PLAIN =
            Pattern.compile(
                    "uuid(\\[\\])?|boolean|smallint|integer|bigint|numeric.*|timestamp.*|interval");

    /** What a column tells about somebody. */
    enum Kind {
        IDENTITY,
        CONTACT,
        CREDENTIAL,
        CONTENT,
        BEHAVIOUR,
        NETWORK
    }

    /** What becomes of a column when its person is erased. */
    enum Erasing {
        DELETE,
        NULL,
        REPLACE,
        KEEP
    }

    /** Reads a comment; one that says nothing about people leaves the column out of copies. */
    static PersonalColumn of(String name, String type, String comment) {
        var said = COMMENT.matcher(comment);
        if (said.matches()) {
            return new PersonalColumn(
                    name,
                    type,
                    Kind.valueOf(said.group(1).toUpperCase(Locale.ROOT)),
                    said.group(2).equals("yes"),
                    Erasing.valueOf(
                            said.group(3).replaceFirst(":.*", "").toUpperCase(Locale.ROOT)));
        }
        var copied =
                !type.equals("bytea") && (comment.equals(NONE) || PLAIN.matcher(type).matches());
        return new PersonalColumn(name, type, null, copied, Erasing.KEEP);
    }

    /** What stands in place of a replaced value. */
    String replacement() {
        return switch (kind) {
            case CONTACT -> "'erased-' || :person || '@invalid'";
            case IDENTITY -> "'Deleted user'";
            case null, default -> "default";
        };
    }
}
