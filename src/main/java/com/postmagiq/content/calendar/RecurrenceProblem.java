package com.postmagiq.content.calendar;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about posts that come back can be refused. */
enum RecurrenceProblem implements Problem {
    UNKNOWN("recurrence.not_found", HttpStatus.NOT_FOUND, "No such rule"),
    LIMIT("recurrence.limit", HttpStatus.CONFLICT, "Too many rules"),
    END_REQUIRED("recurrence.end_required", HttpStatus.UNPROCESSABLE_CONTENT, "End needed"),
    INCOMPLETE("recurrence.incomplete", HttpStatus.UNPROCESSABLE_CONTENT, "Rule incomplete"),
    NEVER_HAPPENS("recurrence.never_happens", HttpStatus.UNPROCESSABLE_CONTENT, "Never happens"),
    TOO_MANY("recurrence.too_many", HttpStatus.UNPROCESSABLE_CONTENT, "Too many posts"),
    NOT_A_DAY("recurrence.not_a_day", HttpStatus.UNPROCESSABLE_CONTENT, "Not a day of the rule"),
    ENDED("recurrence.ended", HttpStatus.CONFLICT, "Rule has ended");

    private final String code;
    private final HttpStatus status;
    private final String title;

    RecurrenceProblem(String code, HttpStatus status, String title) {
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
