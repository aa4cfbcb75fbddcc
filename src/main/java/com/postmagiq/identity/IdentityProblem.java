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
    AMBIGUOUS("auth.ambiguous", HttpStatus.BAD_REQUEST, "Two credentials in one request"),
    TOKEN_TYPE("auth.token_type", HttpStatus.UNAUTHORIZED, "Wrong kind of token"),
    SESSION_EXPIRED("auth.session_expired", HttpStatus.UNAUTHORIZED, "Token expired"),
    SESSION_REVOKED("auth.session_revoked", HttpStatus.UNAUTHORIZED, "Session ended"),
    USER_INACTIVE("auth.user_inactive", HttpStatus.UNAUTHORIZED, "Account not active"),
    REFRESH_INVALID("auth.refresh_invalid", HttpStatus.UNAUTHORIZED, "Refresh token not accepted"),
    REFRESH_REUSED("auth.refresh_reused", HttpStatus.UNAUTHORIZED, "Refresh token used twice"),
    EMAIL_NOT_VERIFIED(
            "auth.email_not_verified", HttpStatus.FORBIDDEN, "E-mail address not confirmed"),
    ALREADY_VERIFIED(
            "auth.already_verified", HttpStatus.CONFLICT, "E-mail address already confirmed"),
    PASSWORD_UNCHANGED("auth.password_unchanged", HttpStatus.CONFLICT, "Password unchanged"),
    LINK_INVALID("auth.link_invalid", HttpStatus.BAD_REQUEST, "Step or link no longer good"),
    REAUTHENTICATION_REQUIRED(
            "auth.reauthentication_required", HttpStatus.FORBIDDEN, "Fresh proof needed"),
    SECOND_FACTOR_REQUIRED(
            "auth.second_factor_required", HttpStatus.UNAUTHORIZED, "Second factor needed"),
    SECOND_FACTOR_INVALID(
            "auth.second_factor_invalid", HttpStatus.UNAUTHORIZED, "Second factor not accepted"),
    SECOND_FACTOR_EXISTS(
            "auth.second_factor_exists", HttpStatus.CONFLICT, "Authenticator already in force"),
    SECOND_FACTOR_MISSING("auth.second_factor_missing", HttpStatus.CONFLICT, "No second factor"),
    SECOND_FACTOR_DEMANDED(
            "auth.second_factor_demanded", HttpStatus.CONFLICT, "Second factor demanded"),
    PASSKEY_INVALID("auth.passkey_invalid", HttpStatus.UNAUTHORIZED, "Passkey not accepted"),
    PASSKEY_REJECTED(
            "auth.passkey_rejected", HttpStatus.UNPROCESSABLE_CONTENT, "Passkey not taken"),
    PASSKEY_LIMIT("auth.passkey_limit", HttpStatus.CONFLICT, "Too many passkeys"),
    LAST_SIGN_IN_METHOD("auth.last_sign_in_method", HttpStatus.CONFLICT, "Only way to sign in"),
    OIDC_UNKNOWN("auth.oidc_unknown", HttpStatus.NOT_FOUND, "No such issuer"),
    OIDC_FAILED("auth.oidc_failed", HttpStatus.UNAUTHORIZED, "Issuer not heard or not believed"),
    OIDC_DOMAIN("auth.oidc_domain", HttpStatus.FORBIDDEN, "Address not of an allowed domain"),
    OIDC_LINK_REQUIRED(
            "auth.oidc_link_required", HttpStatus.CONFLICT, "Account exists and is not linked"),
    OIDC_TAKEN("auth.oidc_taken", HttpStatus.CONFLICT, "Linked to another account"),
    CSRF("auth.csrf", HttpStatus.FORBIDDEN, "Request from another site"),
    LAST_OPERATOR("admin.last_operator", HttpStatus.CONFLICT, "Last operator"),
    REASON_REQUIRED("admin.reason_required", HttpStatus.UNPROCESSABLE_CONTENT, "Reason needed"),
    IMPERSONATE_OPERATOR(
            "admin.impersonate_operator", HttpStatus.CONFLICT, "Operators act for themselves"),
    IMPERSONATION_ACTIVE("admin.impersonation_active", HttpStatus.CONFLICT, "One at a time");

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
