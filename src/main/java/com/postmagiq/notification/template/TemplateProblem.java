package com.postmagiq.notification.template;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which a template can be refused. */
enum TemplateProblem implements Problem {
    NOT_FOUND("template.not_found", HttpStatus.NOT_FOUND, "No such template"),
    NOT_OVERRIDABLE(
            "template.not_overridable", HttpStatus.FORBIDDEN, "Template cannot be replaced here"),
    INVALID("template.invalid", HttpStatus.valueOf(422), "Template with an error"),
    VARIABLE_UNKNOWN(
            "template.variable_unknown", HttpStatus.valueOf(422), "Unknown variable in a template");

    private final String code;
    private final HttpStatus status;
    private final String title;

    TemplateProblem(String code, HttpStatus status, String title) {
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
