package com.postmagiq.kernel.mail;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the cause of a queued mail still stands when its turn comes; a module that asks for
 * mails may have one. A mail whose reason is gone is cancelled.
 */
public interface MailReason {
    /**
     * Whether sending would be wrong by now, such as for an invitation that was withdrawn. Called
     * with the mail's workspace bound, if it has one; false for templates of other modules.
     *
     * @param params those of {@link NewMail}, as they were stored
     */
    boolean isGone(String template, @Nullable UUID userId, Map<String, Object> params);
}
