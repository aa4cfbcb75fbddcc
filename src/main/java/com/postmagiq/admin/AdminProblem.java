package com.postmagiq.admin;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which an operator can be refused. */
enum AdminProblem implements Problem {
    SELF_DEACTIVATION(
            "admin.self_deactivation", HttpStatus.CONFLICT, "Nobody shuts themselves out"),
    USER_INACTIVE("admin.user_inactive", HttpStatus.CONFLICT, "Person is shut out"),
    TASK_RUNNING("admin.task_running", HttpStatus.CONFLICT, "Task at work"),
    IMPERSONATION_FORBIDDEN(
            "admin.impersonation_forbidden", HttpStatus.FORBIDDEN, "Not in somebody's name");

    private final String code;
    private final HttpStatus status;
    private final String title;

    AdminProblem(String code, HttpStatus status, String title) {
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
