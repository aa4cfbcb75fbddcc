package com.postmagiq.kernel.page;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opaque positions in lists: the sort key of the last shown row, base64url without padding. */
public final class Cursor {
    private static final char BETWEEN = ' ';

    private Cursor() {}

    public static String encode(String key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws ProblemException {@code invalid_cursor} when the text is not one of ours
     */
    public static @Nullable String decode(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** A cursor over ids. */
    public static @Nullable UUID decodeId(@Nullable String cursor) {
        var key = decode(cursor);
        if (key == null) {
            return null;
        }
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** A cursor over whole numbers. */
    public static @Nullable Integer decodeNumber(@Nullable String cursor) {
        var key = decode(cursor);
        if (key == null) {
            return null;
        }
        try {
            return Integer.valueOf(key);
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    /** A sort key, and the id that decides between equal ones. */
    public record Pair(String key, UUID id) {}

    /** The key for a cursor over pairs. */
    public static String pair(String key, UUID id) {
        return key + BETWEEN + id;
    }

    /** A cursor over pairs. */
    public static @Nullable Pair decodePair(@Nullable String cursor) {
        var both = decode(cursor);
        if (both == null) {
            return null;
        }
        var end = both.lastIndexOf(BETWEEN);
        try {
            return new Pair(both.substring(0, end), UUID.fromString(both.substring(end + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalid();
        }
    }

    /** The refusal of a cursor that is none of ours. */
    public static ProblemException invalid() {
        return new ProblemException(
                GeneralProblem.INVALID_CURSOR,
                "The cursor is not one this list gave out; start again without it.");
    }
}
