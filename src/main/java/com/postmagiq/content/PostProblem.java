package com.postmagiq.content;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about posts can be refused. */
enum PostProblem implements Problem {
    UNKNOWN_POST("post.not_found", HttpStatus.NOT_FOUND, "No such post"),
    UNKNOWN_STATUS("post.unknown_status", HttpStatus.UNPROCESSABLE_CONTENT, "Unknown status");

    private final String code;
    private final HttpStatus status;
    private final String title;

    PostProblem(String code, HttpStatus status, String title) {
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
