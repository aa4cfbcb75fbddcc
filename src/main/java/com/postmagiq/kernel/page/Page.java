package com.postmagiq.kernel.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor what to send as {@code cursor} for the page after this one; null on the last
 *     page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    /**
     * Makes a page from a query that asked for one row more than it shows.
     *
     * @param rows up to {@code limit + 1} rows
     * @param key the value the next page starts after, taken from the last shown row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, ?> key) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        var shown = List.copyOf(rows.subList(0, limit));
        return new Page<>(shown, Cursor.encode(String.valueOf(key.apply(shown.getLast()))));
    }
}
