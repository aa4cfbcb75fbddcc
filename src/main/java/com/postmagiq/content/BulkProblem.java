package com.postmagiq.content;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a change of many posts can be refused. */
enum BulkProblem implements Problem {
    COUNT_CHANGED("bulk.count_changed", HttpStatus.CONFLICT, "Other posts than expected"),
    TOO_MANY("bulk.too_many", HttpStatus.UNPROCESSABLE_CONTENT, "Too many posts at once"),
    NOT_ALL("bulk.not_all", HttpStatus.CONFLICT, "Not possible for all"),
    NOTHING_TO_UNDO("bulk.nothing_to_undo", HttpStatus.NOT_FOUND, "Nothing to undo"),
    CHANGED_SINCE("bulk.changed_since", HttpStatus.CONFLICT, "Changed since");

    private final String code;
    private final HttpStatus status;
    private final String title;

    BulkProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
