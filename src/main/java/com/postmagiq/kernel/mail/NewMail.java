package com.postmagiq.kernel.mail;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to be sent. Published as an application event inside the transaction of its cause, so that
 * it is queued exactly when the cause is kept; the bound workspace, if any, is the mail's.
 *
 * @param template names the texts, such as {@code password_reset}
 * @param userId the person written to, when there is an account
 * @param toEmail the address, normalised
 * @param locale BCP 47
 * @param params ids, times and numbers only: texts are read when the mail is built
 * @param secrets what must not be readable at rest, such as the token of a link; kept encrypted and
 *     removed a day after sending
 * @param dedupeKey a second mail with the same key is not queued; null when each counts
 */
public record NewMail(
        String template,
        Category category,
        @Nullable UUID userId,
        String toEmail,
        String toName,
        String locale,
        Map<String, Object> params,
        Map<String, String> secrets,
        @Nullable String dedupeKey) {

    /** Decides what goes first and what the reader may switch off. */
    public enum Category {
        TRANSACTIONAL,
        NOTIFICATION,
        DIGEST,
        MARKETING
    }

    public NewMail {
        params = Map.copyOf(params);
        secrets = Map.copyOf(secrets);
    }

    /** Never the secrets: records end up in messages of failures. */
    @Override
    public String toString() {
        return "NewMail[template=%s, userId=%s, params=%s]".formatted(template, userId, params);
    }
}
