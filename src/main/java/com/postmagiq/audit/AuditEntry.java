package com.postmagiq.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is shown. Names are those of the moment of reading; an entry holds ids only.
 *
 * @param workspaceId null for what belongs to none, such as signing in
 * @param label the action in words
 * @param impersonator the operator who acted in the actor's name
 * @param changes for each field {@code old} and {@code new}, or only the length of a long text
 * @param ipAddress null once the entry is older than thirty days
 */
public record AuditEntry(
        UUID id,
        @Nullable UUID workspaceId,
        Instant occurredAt,
        AuditActor actor,
        @Nullable AuditActor impersonator,
        String action,
        String label,
        @Schema(allowableValues = {"web", "api", "mcp", "cli", "portal", "task"}) String via,
        @Nullable String resourceType,
        @Nullable UUID resourceId,
        @Nullable Map<String, Object> changes,
        @Schema(allowableValues = {"success", "denied", "failed"}) String outcome,
        @Nullable UUID requestId,
        @Nullable String ipAddress,
        @Nullable String userAgent) {

    /**
     * Who did it.
     *
     * @param id null for the system and for somebody who had not signed in
     * @param name as it is now; "Deleted user" when there is nobody of that id any more
     */
    public record AuditActor(String type, @Nullable UUID id, String name) {}
}
