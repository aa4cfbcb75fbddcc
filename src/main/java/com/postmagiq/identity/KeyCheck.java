package com.postmagiq.identity;

import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;

/** Knows the keys of programs; the module that makes them says which still count. */
public interface KeyCheck {
    /** How every key begins, which tells it from the access token of a person. */
    String PREFIX = "qx_";

    /**
     * The program that sends a key, and notes that it did.
     *
     * @param address network address of the sender, as a literal
     * @throws ProblemException {@code auth.api_key_invalid}, {@code auth.api_key_revoked}, {@code
     *     auth.api_key_expired}, {@code auth.user_inactive}
     */
    Program look(String key, String address);

    /** The program of a key of a workspace; empty when it counts no more. */
    Optional<Program> stillGood(UUID workspaceId, UUID keyId);

    /** Tells when a key has changed or ended, or may have, until closed. */
    LiveEvents.Listening whenChanged(UUID keyId, Runnable changed);
}
