package com.postmagiq.identity;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * A program that shows the key of a workspace instead of signing in.
 *
 * @param name what the key is called
 * @param makerId the person who made the key; what the program does is theirs
 * @param makerName their name
 * @param makerRemoved the maker has left the workspace since
 * @param scopes what the key was made for; what it may do now is at most that
 * @param requestsPerMinute the key's own limit; null for none
 */
public record Program(
        UUID keyId,
        String name,
        UUID workspaceId,
        UUID makerId,
        String makerName,
        boolean makerRemoved,
        List<String> scopes,
        @Nullable Integer requestsPerMinute) {

    public Program {
        scopes = List.copyOf(scopes);
    }

    /** Who sends the present request, when it is a program. */
    public static Optional<Program> ofRequest() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Program program
                ? Optional.of(program)
                : Optional.empty();
    }

    /** The refusal {@code auth.token_type} of a route that belongs to people. */
    public static ProblemException refused() {
        return new ProblemException(
                IdentityProblem.TOKEN_TYPE,
                "This belongs to people and takes their access token; an API key opens routes of its workspace only.");
    }

    /** The refusal {@code auth.user_inactive} of a key whose maker was shut out. */
    public static ProblemException inactive() {
        return new ProblemException(
                IdentityProblem.USER_INACTIVE,
                "The account of whoever made this key is not active; let somebody else of the workspace make a new one.");
    }
}
