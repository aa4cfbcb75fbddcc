package com.postmagiq.notification.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail as it is sent and read.
 *
 * @param messageId with its angle brackets
 * @param subject one line
 * @param unsubscribe where its reader stops mails of its kind; null for what must be sent
 */
public record BuiltMail(
        String messageId,
        String from,
        String toEmail,
        String toName,
        String subject,
        String text,
        String html,
        @Nullable String unsubscribe) {
    @Override
    public String toString() {
        return "BuiltMail[" + messageId + "]";
    }
}
