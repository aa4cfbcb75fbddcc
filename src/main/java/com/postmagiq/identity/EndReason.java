package com.postmagiq.identity;

import org.jspecify.annotations.Nullable;

/** Why a session ended before its time. */
enum EndReason {
    LOGOUT("logout", "auth.logout"),
    /** Ended from another session of the same person. */
    REVOKED("logout", "auth.session_revoked"),
    LOGOUT_ALL("logout_all", "auth.session_revoked"),
    REFRESH_REUSE("refresh_reuse", "auth.refresh_reuse"),
    // part of a change that has an entry of its own in the audit log
    PASSWORD_CHANGED("password_changed", null),
    PASSWORD_RESET("password_reset", null),
    EMAIL_CHANGED("email_changed", null),
    DEACTIVATED("deactivated", null),
    ERASED("erased", null),
    /** By an operator, who says so in an entry of their own. */
    ADMIN("admin", null),
    EXPIRED("expired", null);

    private final String stored;
    private final @Nullable String action;

    EndReason(String stored, @Nullable String action) {
        this.stored = stored;
        this.action = action;
    }

    String stored() {
        return stored;
    }

    /** The entry in the audit log, if ending a session is one. */
    @Nullable String action() {
        return action;
    }
}
