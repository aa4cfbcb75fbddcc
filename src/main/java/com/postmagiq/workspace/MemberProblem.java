package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which a change of members, invitations or roles can be refused. */
enum MemberProblem implements Problem {
    NOT_FOUND("member.not_found", HttpStatus.NOT_FOUND, "No such member"),
    OWNER_PROTECTED("member.owner_protected", HttpStatus.CONFLICT, "The owner stays"),
    OWNER_NOT_ASSIGNABLE(
            "member.owner_not_assignable", HttpStatus.UNPROCESSABLE_CONTENT, "Owner is not given"),
    CANNOT_GRANT("member.cannot_grant", HttpStatus.FORBIDDEN, "More than you may give"),
    ROLE_UNKNOWN("role.unknown", HttpStatus.UNPROCESSABLE_CONTENT, "No such role to give"),
    ROLE_NOT_FOUND("role.not_found", HttpStatus.NOT_FOUND, "No such role"),
    ROLE_NAME_TAKEN("role.name_taken", HttpStatus.CONFLICT, "Name in use"),
    ROLE_LIMIT("role.limit", HttpStatus.CONFLICT, "Too many roles"),
    ROLE_BUILT_IN("role.built_in", HttpStatus.CONFLICT, "Built-in role"),
    ROLE_IN_USE("role.in_use", HttpStatus.CONFLICT, "Role in use"),
    SCOPE_UNKNOWN("scope_unknown", HttpStatus.UNPROCESSABLE_CONTENT, "No such right"),
    SCOPE_NOT_GRANTABLE(
            "scope_not_grantable", HttpStatus.UNPROCESSABLE_CONTENT, "Right not to be given"),
    ALREADY_MEMBER("invite.already_member", HttpStatus.CONFLICT, "Member already"),
    ALREADY_PENDING("invite.already_pending", HttpStatus.CONFLICT, "Invited already"),
    INVITE_NOT_PENDING("invite.not_pending", HttpStatus.CONFLICT, "Invitation not open"),
    RESEND_LIMIT("invite.resend_limit", HttpStatus.TOO_MANY_REQUESTS, "Sent too often"),
    INVITE_NOT_FOUND("invite.not_found", HttpStatus.NOT_FOUND, "No such invitation"),
    INVITE_EXPIRED("invite.expired", HttpStatus.GONE, "Invitation over"),
    INVITE_REVOKED("invite.revoked", HttpStatus.GONE, "Invitation taken back"),
    INVITE_USED("invite.used", HttpStatus.GONE, "Invitation used"),
    EMAIL_MISMATCH("invite.email_mismatch", HttpStatus.FORBIDDEN, "Invitation for another address"),
    INVITE_INVALID("invite.invalid", HttpStatus.BAD_REQUEST, "Invitation does not fit");

    private final String code;
    private final HttpStatus status;
    private final String title;

    MemberProblem(String code, HttpStatus status, String title) {
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
