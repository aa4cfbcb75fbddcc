package com.postmagiq.identity;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in people whom an issuer knows and we do not; answered by the module that gives them a
 * workspace.
 */
public interface Newcomers {
    /**
     * Registers somebody, gives them a workspace, and signs them in: all of it or none.
     *
     * @param inviteToken of the invitation they follow, if any
     * @param inside what else belongs into the same transaction
     */
    IssuedTokens register(
            Users.Prepared person,
            @Nullable String inviteToken,
            Caller caller,
            Set<Proof> proofs,
            Consumer<User> inside);
}
