package com.postmagiq.content.strategy;

import com.postmagiq.kernel.web.GivenPart;
import com.postmagiq.kernel.web.GivenText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gave of a row, by column; columns are called as the fields of the body. A part that
 * was left out is no column here.
 */
@SuppressWarnings("NullableOptional") // left out and null are two wishes
public final class GivenColumns {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** A part that cannot be emptied. */
    public <T> GivenColumns with(String column, @Nullable Optional<T> part) {
        var value = GivenPart.of(column, part);
        return value == null ? this : set(column, value);
    }

    /** A text that cannot be emptied. */
    public GivenColumns withText(String column, @Nullable Optional<String> part) {
        var value = GivenPart.of(column, part);
        return value == null ? this : set(column, GivenText.required(column, value));
    }

    /** A part that null takes away. */
    public <T> GivenColumns withOptional(String column, @Nullable Optional<T> part) {
        return part == null ? this : set(column, part.orElse(null));
    }

    /** A text that null and blanks take away. */
    public GivenColumns withOptionalText(String column, @Nullable Optional<String> part) {
        return part == null ? this : set(column, GivenText.of(column, part.orElse(null)));
    }

    public GivenColumns set(String column, @Nullable Object value) {
        values.put(column, value);
        return this;
    }

    public GivenColumns setIfAbsent(String column, @Nullable Object value) {
        if (!values.containsKey(column)) {
            values.put(column, value);
        }
        return this;
    }

    public boolean has(String column) {
        return values.containsKey(column);
    }

    /** What the row holds after the change. */
    @SuppressWarnings("unchecked") // the caller's old value has the column's type
    public <T> @Nullable T after(String column, @Nullable T old) {
        return values.containsKey(column) ? (T) values.get(column) : old;
    }

    public Map<String, @Nullable Object> values() {
        return values;
    }
}
