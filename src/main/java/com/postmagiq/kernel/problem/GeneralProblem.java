package com.postmagiq.kernel.problem;

import org.springframework.http.HttpStatus;

/** Refusals that belong to no feature. */
public enum GeneralProblem implements Problem {
    BAD_REQUEST("bad_request", HttpStatus.BAD_REQUEST, "Request not understood"),
    UNAUTHENTICATED("unauthenticated", HttpStatus.UNAUTHORIZED, "Sign-in needed"),
    SCOPE_MISSING("scope_missing", HttpStatus.FORBIDDEN, "Right missing"),
    NOT_FOUND("not_found", HttpStatus.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED("method_not_allowed", HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    NOT_ACCEPTABLE("not_acceptable", HttpStatus.NOT_ACCEPTABLE, "No such representation"),
    STALE_REVISION("stale_revision", HttpStatus.PRECONDITION_FAILED, "Changed meanwhile"),
    PRECONDITION_REQUIRED(
            "precondition_required", HttpStatus.PRECONDITION_REQUIRED, "If-Match needed"),
    CONFLICT("conflict", HttpStatus.CONFLICT, "Changed meanwhile"),
    IDEMPOTENCY_CONFLICT(
            "idempotency_conflict", HttpStatus.CONFLICT, "Key used for another request"),
    PAYLOAD_TOO_LARGE("payload_too_large", HttpStatus.CONTENT_TOO_LARGE, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(
            "unsupported_media_type",
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "Media type not supported"),
    VALIDATION_FAILED("validation_failed", HttpStatus.UNPROCESSABLE_CONTENT, "Not valid"),
    UNKNOWN_FIELD("unknown_field", HttpStatus.UNPROCESSABLE_CONTENT, "Unknown field"),
    REQUIRED_FIELD("required_field", HttpStatus.UNPROCESSABLE_CONTENT, "Field cannot be empty"),
    INVALID_TEXT("invalid_text", HttpStatus.UNPROCESSABLE_CONTENT, "Text cannot be stored"),
    CONFIRMATION_MISMATCH(
            "confirmation_mismatch", HttpStatus.UNPROCESSABLE_CONTENT, "Not confirmed"),
    INVALID_CURSOR("invalid_cursor", HttpStatus.BAD_REQUEST, "Cursor not understood"),
    TOO_MANY_REQUESTS(
            "usage.rate_limit_exceeded", HttpStatus.TOO_MANY_REQUESTS, "Too many requests"),
    INTERNAL("internal_error", HttpStatus.INTERNAL_SERVER_ERROR, "Unexpected failure"),
    UNAVAILABLE("service_unavailable", HttpStatus.SERVICE_UNAVAILABLE, "Not available right now");

    private final String code;
    private final HttpStatus status;
    private final String title;

    GeneralProblem(String code, HttpStatus status, String title) {
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
