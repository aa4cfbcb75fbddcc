package com.postmagiq.workspace;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role as a member gets it.
 *
 * @param base the built-in role, or the one the workspace's own role counts as
 * @param customRoleId null for a built-in role
 */
record GivenRole(Role base, @Nullable UUID customRoleId, Set<Scope> scopes) {
    GivenRole {
        scopes = Set.copyOf(scopes);
    }
}
