package com.postmagiq.privacy;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about somebody's own data can be refused. */
enum PrivacyProblem implements Problem {
    EXPORT_RUNNING("privacy.export_running", HttpStatus.CONFLICT, "A copy is being made"),
    EXPORT_LIMIT("privacy.export_limit", HttpStatus.TOO_MANY_REQUESTS, "Too many copies today"),
    LINK_INVALID("privacy.link_invalid", HttpStatus.NOT_FOUND, "Link not valid"),
    OWNER_OF_WORKSPACES(
            "privacy.owner_of_workspaces", HttpStatus.CONFLICT, "Workspaces need another owner");

    private final String code;
    private final HttpStatus status;
    private final String title;

    PrivacyProblem(String code, HttpStatus status, String title) {
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
