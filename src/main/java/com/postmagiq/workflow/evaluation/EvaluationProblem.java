package com.postmagiq.workflow.evaluation;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a question about many runs can be refused. */
public enum EvaluationProblem implements Problem {
    UNKNOWN_STORY("evaluation.story_not_found", HttpStatus.NOT_FOUND, "No such story");

    private final String code;
    private final HttpStatus status;
    private final String title;

    EvaluationProblem(String code, HttpStatus status, String title) {
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
