package com.postmagiq.identity;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way in which registering, signing in or a token can be refused. */
enum IdentityProblem implements Problem {
    EMAIL_TAKEN("auth.email_taken", HttpStatus.CONFLICT, "Address already registered"),
    REGISTRATION_CLOSED("auth.registration_closed", HttpStatus.FORBIDDEN, "Registration is closed"),
    PASSWORD_TOO_SHORT(
            "auth.password_too_short", HttpStatus.UNPROCESSABLE_CONTENT, "Password too short"),
    PASSWORD_TOO_LONG(
            "auth.password_too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Password too long"),
    PASSWORD_WEAK("auth.password_weak", HttpStatus.UNPROCESSABLE_CONTENT, "Password easy to guess"),
    INVALID_CREDENTIALS("auth.invalid_credentials", HttpStatus.UNAUTHORIZED, "Not signed in"),
    TOO_MANY_ATTEMPTS(
            "auth.too_many_attempts", HttpStatus.TOO_MANY_REQUESTS, "Too many failed sign-ins"),
    TOKEN_INVALID("auth.token_invalid", HttpStatus.UNAUTHORIZED, "Token not accepted"),
    TOKEN_TYPE("auth.token_type", HttpStatus.UNAUTHORIZED, "Wrong kind of token"),
    SESSION_EXPIRED("auth.session_expired", HttpStatus.UNAUTHORIZED, "Token expired"),
    SESSION_REVOKED("auth.session_revoked", HttpStatus.UNAUTHORIZED, "Session ended"),
    USER_INACTIVE("auth.user_inactive", HttpStatus.UNAUTHORIZED, "Account not active"),
    REFRESH_INVALID("auth.refresh_invalid", HttpStatus.UNAUTHORIZED, "Refresh token not accepted"),
    REFRESH_REUSED("auth.refresh_reused", HttpStatus.UNAUTHORIZED, "Refresh token used twice"),
    CSRF("auth.csrf", HttpStatus.FORBIDDEN, "Request from another site");

    private final String code;
    private final HttpStatus status;
    private final String title;

    IdentityProblem(String code, HttpStatus status, String title) {
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
