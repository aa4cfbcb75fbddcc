package com.postmagiq.workspace;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody acting inside a workspace, with the rights read from the database for this request.
 * Controllers under {@code /api/v1/w/{workspace_id}} take it as a parameter.
 *
 * @param sessionId the login session; null for the command line and for background work
 * @param fullName for what is shown to others, such as "approved by"
 */
public record Actor(
        UUID userId,
        UUID workspaceId,
        UUID membershipId,
        Role role,
        Set<Scope> scopes,
        @Nullable UUID sessionId,
        String fullName) {

    public Actor {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
