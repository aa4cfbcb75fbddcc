package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody acting inside a workspace, with the rights read from the database for this request.
 * Controllers under {@code /api/v1/w/{workspace_id}} take it as a parameter.
 *
 * @param sessionId the login session; null for programs, the command line and background work
 * @param keyId the API key with which a program acts for whoever made it; null for people
 * @param fullName for what is shown to others, such as "approved by"
 */
public record Actor(
        UUID userId,
        UUID workspaceId,
        UUID accountId,
        UUID membershipId,
        Role role,
        Set<Scope> scopes,
        @Nullable UUID sessionId,
        @Nullable UUID keyId,
        String fullName) {

    public Actor {
        scopes = Set.copyOf(scopes);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    /**
     * Refuses whoever lacks a right; for routes that need a second one besides the one they
     * declare.
     *
     * @throws ProblemException {@code scope_missing}
     */
    public void require(Scope scope) {
        if (!may(scope)) {
            throw ActorOfRequest.missing(scope, this);
        }
    }

    /**
     * Refuses programs, for what only a person decides.
     *
     * @throws ProblemException {@code approval.human_required}
     */
    public void requirePerson() {
        if (keyId != null) {
            throw new ProblemException(
                    WorkspaceProblem.HUMAN_REQUIRED,
                    "A person has to decide this: sign in and look at the text. An API key may answer questions, give feedback, retry and abort.");
        }
    }
}
