package com.postmagiq.audit;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which a question to the audit log can be refused. */
enum AuditProblem implements Problem {
    UNKNOWN_ACTION(
            "audit.unknown_action", HttpStatus.UNPROCESSABLE_CONTENT, "No such kind of entry");

    private final String code;
    private final HttpStatus status;
    private final String title;

    AuditProblem(String code, HttpStatus status, String title) {
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
