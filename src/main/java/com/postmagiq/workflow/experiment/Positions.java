package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Cursors of lists that are ordered by a number. */
final class Positions {
    private Positions() {}

    /**
     * Where the next page begins.
     *
     * @throws ProblemException {@code invalid_cursor}
     */
    static int after(@Nullable String cursor) {
        var key = Cursor.decode(cursor);
        if (key == null) {
            return 0;
        }
        if (!key.matches("[0-9]{1,9}")) {
            throw new ProblemException(
                    GeneralProblem.INVALID_CURSOR,
                    "The cursor is not one this list gave out; start again without it.");
        }
        return Integer.parseInt(key);
    }
}
