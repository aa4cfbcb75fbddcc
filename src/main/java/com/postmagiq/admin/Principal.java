package com.postmagiq.admin;

import com.postmagiq.identity.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who sends the present request. */
final class Principal {
    private Principal() {}

    /** Null before somebody has signed in. */
    static @Nullable SignedIn current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn who
                ? who
                : null;
    }
}
