package com.postmagiq.workflow.config;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which a configuration or the registry can be refused. */
public enum ConfigProblem implements Problem {
    NOT_FOUND("workflow_config.not_found", HttpStatus.NOT_FOUND, "No such configuration"),
    INVALID(
            "workflow_config.invalid",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Configuration with errors"),
    TIER_REQUIRED("plan.feature_unavailable", HttpStatus.PAYMENT_REQUIRED, "Not part of the plan"),
    SLUG_TAKEN("workflow_config.slug_taken", HttpStatus.CONFLICT, "Name taken"),
    TOO_MANY("workflow_config.too_many", HttpStatus.CONFLICT, "Too many configurations"),
    VERSION_NOT_FOUND("workflow_config.version_not_found", HttpStatus.NOT_FOUND, "No such version"),
    SYSTEM_READ_ONLY(
            "workflow_config.system_read_only", HttpStatus.FORBIDDEN, "Comes with the product"),
    REGISTRY_UNREADABLE(
            "registry.unreadable", HttpStatus.INTERNAL_SERVER_ERROR, "Registry unreadable"),
    UNKNOWN_ENVIRONMENT(
            "registry.unknown_environment",
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Unknown deployment environment");

    private final String code;
    private final HttpStatus status;
    private final String title;

    ConfigProblem(String code, HttpStatus status, String title) {
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
