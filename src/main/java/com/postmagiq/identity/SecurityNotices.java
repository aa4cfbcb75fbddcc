package com.postmagiq.identity;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.mail.NewMail;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Changes of how somebody signs in: each is noted in the audit log and told to the person by mail,
 * so that a change that was not theirs is noticed.
 */
@Component
class SecurityNotices {
    private static final String TEMPLATE = "security_notice";

    private final ApplicationEventPublisher events;
    private final Users users;

    SecurityNotices(ApplicationEventPublisher events, Users users) {
        this.events = events;
        this.users = users;
    }

    /** What the person did themselves. */
    void changed(String action, UUID userId, String resourceType, @Nullable UUID resourceId) {
        changed(action, userId, userId, resourceType, resourceId, Map.of());
    }

    /**
     * Runs in the transaction of the change.
     *
     * @param action of the audit log, such as {@code auth.passkey_added}; names the mail's text too
     * @param actorId who did it
     * @param facts ids, times and numbers for the mail
     */
    void changed(
            String action,
            UUID actorId,
            UUID userId,
            String resourceType,
            @Nullable UUID resourceId,
            Map<String, Object> facts) {
        events.publishEvent(Audited.done(action, actorId, resourceType, resourceId));
        mail(action.substring(action.indexOf('.') + 1), users.get(userId), facts);
    }

    private void mail(String what, User user, Map<String, Object> facts) {
        var params = new java.util.LinkedHashMap<>(facts);
        params.put("notice", what);
        events.publishEvent(
                new NewMail(
                        TEMPLATE,
                        NewMail.Category.TRANSACTIONAL,
                        user.id(),
                        user.email(),
                        user.fullName(),
                        user.locale(),
                        params,
                        Map.of(),
                        null));
    }
}
