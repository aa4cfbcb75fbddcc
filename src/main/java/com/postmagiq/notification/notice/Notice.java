package com.postmagiq.notification.notice;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person was told.
 *
 * @param type its kind, such as {@code admin_access}
 * @param priority low, normal, high or urgent
 * @param entityType what it is about; null where it is about nothing that has an id
 * @param actionUrl a path of this application; null where nothing can be done about it
 */
@Schema(name = "Notice")
record Notice(
        UUID id,
        String type,
        String title,
        String body,
        @Schema(allowableValues = {"low", "normal", "high", "urgent"}) String priority,
        @Nullable String entityType,
        @Nullable UUID entityId,
        @Nullable String actionUrl,
        boolean isRead,
        @Nullable Instant readAt,
        @Nullable Instant dismissedAt,
        Instant createdAt) {}
