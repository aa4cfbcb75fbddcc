package com.postmagiq.operations;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about long work can be refused. */
enum OperationProblem implements Problem {
    UNKNOWN("operation.not_found", HttpStatus.NOT_FOUND, "No such operation"),
    ENDED("operation.ended", HttpStatus.CONFLICT, "Operation has ended"),
    NOT_WAITING("operation.not_waiting", HttpStatus.CONFLICT, "Operation does not wait"),
    NO_FILE("operation.no_file", HttpStatus.CONFLICT, "No file yet"),
    FILE_GONE("operation.file_gone", HttpStatus.GONE, "File removed");

    private final String code;
    private final HttpStatus status;
    private final String title;

    OperationProblem(String code, HttpStatus status, String title) {
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
