package com.postmagiq.content;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a list of posts is in the order of; the id decides between equals. */
public enum PostSort {
    NUMBER("p.post_number", "int", "[0-9]{1,9}"),
    DUE("coalesce(p.due_date, 'infinity')", "date", "infinity|[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    PRIORITY(
            "array_position(array['low', 'medium', 'high', 'urgent'], p.priority)", "int", "[1-4]"),
    UPDATED("p.updated_at", "timestamptz", "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+[+-][0-9:]+"),
    RANK("p.board_rank", "numeric", "-?[0-9]+(\\.[0-9]+)?");

    private final String expression;
    private final String type;
    private final Pattern keys;

    PostSort(String expression, String type, String keys) {
        this.expression = expression;
        this.type = type;
        this.keys = Pattern.compile(keys);
    }

    /**
     * The key of a cursor.
     *
     * @throws ProblemException {@code invalid_cursor} when it is one of another order
     */
    String key(Cursor.Pair cursor) {
        if (!keys.matcher(cursor.key()).matches()) {
            throw Cursor.invalid();
        }
        return cursor.key();
    }

    String expression() {
        return expression;
    }

    /** Condition for what comes behind a key and an id, given in this order. */
    String after(boolean descending) {
        return "(%s, p.id) %s (cast(? as %s), cast(? as uuid))"
                .formatted(expression, descending ? "<" : ">", type);
    }

    static PostSort of(String name) {
        return Arrays.stream(values())
                .filter(sort -> sort.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                ProblemException.ofField(
                                        GeneralProblem.VALIDATION_FAILED,
                                        "sort",
                                        "is number, due, priority, updated or rank"));
    }
}
