package com.postmagiq.identity;

import org.jspecify.annotations.Nullable;

/** The body of a dangerous request in which the password may stand as the proof it needs. */
public interface PasswordProof {
    /** As typed; null relies on an earlier proof. */
    @Nullable String password();
}
