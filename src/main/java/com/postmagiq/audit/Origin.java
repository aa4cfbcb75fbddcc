package com.postmagiq.audit;

import com.postmagiq.identity.Caller;
import com.postmagiq.identity.Program;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.tasks.RunningTask;
import com.postmagiq.kernel.web.RequestId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * On which way something happened, read from the present work: a request, a task or a command.
 *
 * @param actorId a person, or the API key by which a program did it; null for the product itself
 * @param impersonatorId the operator who acts in the actor's name; null when nobody does
 */
record Origin(
        String via,
        String actorType,
        @Nullable UUID actorId,
        @Nullable UUID impersonatorId,
        @Nullable UUID requestId,
        @Nullable String ipAddress,
        @Nullable String userAgent) {
    private static final String OPERATORS = "/api/v1/admin/";

    static Origin of(@Nullable UUID actorId) {
        var person = actorId == null ? "system" : "user";
        if (RunningTask.any()) {
            return new Origin("task", person, actorId, null, null, null, null);
        }
        if (!(RequestContextHolder.getRequestAttributes()
                instanceof ServletRequestAttributes attributes)) {
            return new Origin("cli", person, actorId, null, null, null, null);
        }
        var request = attributes.getRequest();
        var caller = Caller.of(request);
        var key = actorId == null ? null : Program.ofRequest().map(Program::keyId).orElse(null);
        var who = signedIn();
        return new Origin(
                caller.web() || (who != null && who.web()) ? "web" : "api",
                key != null
                        ? "api_key"
                        : request.getRequestURI().startsWith(OPERATORS) ? "operator" : "user",
                key == null ? actorId : key,
                who == null || who.support() == null ? null : who.support().operatorId(),
                RequestId.current().isEmpty() ? null : UUID.fromString(RequestId.current()),
                caller.address(),
                caller.userAgent());
    }

    private static @Nullable SignedIn signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn who
                ? who
                : null;
    }
}
