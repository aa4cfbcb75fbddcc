package com.postmagiq.kernel.notice;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person is told inside the application, whatever workspace they are in. Published as
 * an application event inside the transaction of its cause, so that it is told exactly when the
 * cause is kept.
 *
 * @param userId who is told
 * @param actorId who caused it; null for the system
 * @param type names the kind, such as {@code admin_access}
 * @param title one line, at most 255 characters
 * @param body at most 2,000 characters
 * @param entityType what it is about, such as {@code impersonation}
 * @param actionPath a path of this application where something can be done about it
 * @param dedupeKey a second notice with the same key for the same person is not kept
 */
public record PersonalNotice(
        UUID userId,
        @Nullable UUID actorId,
        String type,
        String title,
        String body,
        Priority priority,
        String entityType,
        UUID entityId,
        String actionPath,
        String dedupeKey) {

    /** How much it hurries. */
    public enum Priority {
        LOW,
        NORMAL,
        HIGH,
        URGENT;

        /** As it is stored and told. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
