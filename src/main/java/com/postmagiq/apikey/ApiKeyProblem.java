package com.postmagiq.apikey;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way in which a key, or what somebody wants to do with one, can be refused. */
enum ApiKeyProblem implements Problem {
    INVALID("auth.api_key_invalid", HttpStatus.UNAUTHORIZED, "API key not accepted"),
    REVOKED("auth.api_key_revoked", HttpStatus.UNAUTHORIZED, "API key taken back"),
    EXPIRED("auth.api_key_expired", HttpStatus.UNAUTHORIZED, "API key expired"),
    NOT_FOUND("api_key.not_found", HttpStatus.NOT_FOUND, "No such API key"),
    LIMIT("api_key.limit", HttpStatus.CONFLICT, "Too many API keys"),
    NOT_ACTIVE("api_key.not_active", HttpStatus.CONFLICT, "API key not active");

    private final String code;
    private final HttpStatus status;
    private final String title;

    ApiKeyProblem(String code, HttpStatus status, String title) {
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
