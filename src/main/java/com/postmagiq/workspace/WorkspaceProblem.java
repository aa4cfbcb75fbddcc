package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which a workspace can be refused. */
enum WorkspaceProblem implements Problem {
    NOT_FOUND("workspace.not_found", HttpStatus.NOT_FOUND, "No such workspace");

    private final String code;
    private final HttpStatus status;
    private final String title;

    WorkspaceProblem(String code, HttpStatus status, String title) {
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
