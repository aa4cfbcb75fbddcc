package com.postmagiq.notification.mail;

import com.postmagiq.kernel.mail.NewMail;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the queue.
 *
 * @param toEmail null once the row is so old that nobody is named any more
 * @param secrets decrypted; empty once they were removed
 * @param secretsGone there were secrets, such as the token of a link, and they have been removed
 * @param attempts how often it was tried, the present try included
 * @param messageId the Message-ID; null before the first try
 */
public record QueuedMail(
        UUID id,
        @Nullable UUID workspaceId,
        @Nullable UUID userId,
        @Nullable String toEmail,
        @Nullable String toName,
        String template,
        String locale,
        Map<String, Object> params,
        Map<String, String> secrets,
        boolean secretsGone,
        NewMail.Category category,
        Status status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant sentAt,
        @Nullable String provider,
        @Nullable String messageId,
        @Nullable String errorMessage,
        Instant createdAt) {

    /** Where a mail is on its way. */
    public enum Status {
        PENDING,
        SENDING,
        SENT,
        FAILED,
        SUPPRESSED,
        CANCELLED;

        public String stored() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status named(String stored) {
            return valueOf(stored.toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public String toString() {
        return "QueuedMail[id=%s, template=%s, status=%s]".formatted(id, template, status);
    }
}
