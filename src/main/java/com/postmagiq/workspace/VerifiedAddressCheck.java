package com.postmagiq.workspace;

import com.postmagiq.identity.EmailVerification;
import com.postmagiq.identity.Program;
import com.postmagiq.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Keeps people whose address is not confirmed from what the installation closes to them:
 * invitations and the like, or every change inside a workspace.
 */
final class VerifiedAddressCheck implements HandlerInterceptor {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final EmailVerification verification;

    VerifiedAddressCheck(EmailVerification verification) {
        this.verification = verification;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        var userId = userId();
        if (!(handler instanceof HandlerMethod method) || userId == null) {
            return true;
        }
        if (method.hasMethodAnnotation(RequiresVerifiedAddress.class)) {
            verification.requireForInvites(userId);
        } else if (!READING.contains(request.getMethod())
                && method.hasMethodAnnotation(RequiresScope.class)) {
            verification.requireForWrites(userId);
        }
        return true;
    }

    /** Whose address counts: who is signed in, or who made the key. */
    private static @Nullable UUID userId() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return switch (authentication == null ? null : authentication.getPrincipal()) {
            case SignedIn who -> who.userId();
            case Program program -> program.makerId();
            case null, default -> null;
        };
    }
}
