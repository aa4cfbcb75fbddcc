package com.postmagiq.kernel.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What narrows a list: conditions joined by "and", with their values in the same order. */
public final class Conditions {
    private final StringBuilder sql = new StringBuilder();
    private final List<@Nullable Object> values = new ArrayList<>();

    /** Adds a condition with as many values as it has question marks. */
    public void add(String condition, @Nullable Object... given) {
        sql.append(" and ").append(condition);
        values.addAll(Arrays.asList(given));
    }

    /** Adds a condition with one value, unless that is null. */
    public void addIfGiven(String condition, @Nullable Object value) {
        if (value != null) {
            add(condition, value);
        }
    }

    /** Adds a value for something behind the conditions, such as a limit. */
    public void value(@Nullable Object value) {
        values.add(value);
    }

    /** Begins with "and" unless there is none. */
    public String sql() {
        return sql.toString();
    }

    public @Nullable Object[] values() {
        return values.toArray();
    }
}
