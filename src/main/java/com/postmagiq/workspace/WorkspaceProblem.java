package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Ways in which a workspace can be refused. */
enum WorkspaceProblem implements Problem {
    NOT_FOUND("workspace.not_found", HttpStatus.NOT_FOUND, "No such workspace"),
    ACCOUNT_SUSPENDED("account.suspended", HttpStatus.FORBIDDEN, "Account suspended"),
    HUMAN_REQUIRED("approval.human_required", HttpStatus.FORBIDDEN, "For a person to decide"),
    OWNER_REQUIRED("workspace.owner_required", HttpStatus.CONFLICT, "Workspace without owner"),
    OWNER_CHANGED("workspace.owner_changed", HttpStatus.CONFLICT, "Somebody else owns it now"),
    TRANSFER_TARGET("workspace.transfer_target", HttpStatus.CONFLICT, "Cannot become owner"),
    SECOND_FACTOR_SETUP_REQUIRED(
            "auth.second_factor_setup_required",
            HttpStatus.FORBIDDEN,
            "Second factor demanded here"),
    SLUG_TAKEN("workspace.slug_taken", HttpStatus.CONFLICT, "Address not available"),
    SLUG_INVALID(
            "workspace.slug_invalid", HttpStatus.UNPROCESSABLE_CONTENT, "Address not possible"),
    SLUG_LIMIT("workspace.slug_limit", HttpStatus.CONFLICT, "Renamed too often"),
    WORKSPACE_LIMIT("plan.workspace_limit", HttpStatus.PAYMENT_REQUIRED, "No room for a workspace"),
    USER_LIMIT("plan.user_limit", HttpStatus.PAYMENT_REQUIRED, "No room for a person"),
    ACCOUNT_NOT_FOUND("account.not_found", HttpStatus.NOT_FOUND, "No such account"),
    ACCOUNT_NOT_MANAGER("account.not_manager", HttpStatus.FORBIDDEN, "Not your account"),
    ACCOUNT_OWNER_ONLY("account.owner_only", HttpStatus.FORBIDDEN, "For the account's owner"),
    ACCOUNT_USER_UNKNOWN(
            "account.user_unknown", HttpStatus.UNPROCESSABLE_CONTENT, "Nobody has this address"),
    ACCOUNT_TRANSFER_TARGET(
            "account.transfer_target", HttpStatus.CONFLICT, "Cannot take the account over"),
    NOT_MEMBER(
            "workspace.not_member",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Not a member of the workspace");

    private final String code;
    private final HttpStatus status;
    private final String title;

    WorkspaceProblem(String code, HttpStatus status, String title) {
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
