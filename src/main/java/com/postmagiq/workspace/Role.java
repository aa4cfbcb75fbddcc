package com.postmagiq.workspace;

import java.util.Locale;

/** The built-in roles, most powerful first. */
public enum Role {
    OWNER,
    ADMIN,
    EDITOR,
    VIEWER;

    /** As it stands in JSON and in the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role named(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
