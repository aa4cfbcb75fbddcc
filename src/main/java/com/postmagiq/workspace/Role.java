package com.postmagiq.workspace;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
        return find(code).orElseThrow(() -> new IllegalArgumentException("No role " + code));
    }

    /** The role somebody names; empty when there is none of this name. */
    static Optional<Role> find(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}
