package com.postmagiq.workflow.persona;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about personas can be refused. */
public enum PersonaProblem implements Problem {
    NOT_FOUND("persona.not_found", HttpStatus.NOT_FOUND, "No such persona"),
    VERSION_NOT_FOUND("persona.version_not_found", HttpStatus.NOT_FOUND, "No such version"),
    INVALID("persona.invalid", HttpStatus.UNPROCESSABLE_CONTENT, "Persona with errors"),
    SLUG_TAKEN("persona.slug_taken", HttpStatus.CONFLICT, "Name taken"),
    TOO_MANY("persona.too_many", HttpStatus.CONFLICT, "Too many personas"),
    IN_USE("persona.in_use", HttpStatus.CONFLICT, "Persona in use"),
    SYSTEM_READ_ONLY("persona.system_read_only", HttpStatus.FORBIDDEN, "Comes with the product"),
    UNKNOWN_VOICE("persona.unknown_voice", HttpStatus.UNPROCESSABLE_CONTENT, "No such voice");

    private final String code;
    private final HttpStatus status;
    private final String title;

    PersonaProblem(String code, HttpStatus status, String title) {
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
