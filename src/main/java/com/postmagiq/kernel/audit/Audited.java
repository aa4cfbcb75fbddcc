package com.postmagiq.kernel.audit;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something happened that belongs into the audit log. Published as an application event inside the
 * transaction of the change, so that the entry stands or falls with it; the log adds the bound
 * workspace, the request, the caller's address and who acts for whom.
 *
 * @param action dotted, from the catalogue of the audit log, such as {@code member.joined}
 * @param actorId the person who did it; null for the system itself
 * @param resourceType what kind of thing it happened to, such as {@code membership}
 * @param changes the fields that changed; never secrets, content, names or addresses
 */
public record Audited(
        String action,
        @Nullable UUID actorId,
        @Nullable String resourceType,
        @Nullable UUID resourceId,
        Map<String, Change> changes,
        Outcome outcome) {

    /** A field before and after; null where there is no value. */
    public record Change(@Nullable Object old, @Nullable Object now) {}

    /** How it ended. What was denied or failed is kept although its transaction is not. */
    public enum Outcome {
        SUCCESS,
        DENIED,
        FAILED
    }

    public Audited {
        changes = Map.copyOf(changes);
    }

    /** Something that succeeded and has no fields to compare. */
    public static Audited done(
            String action,
            @Nullable UUID actorId,
            @Nullable String resourceType,
            @Nullable UUID resourceId) {
        return new Audited(action, actorId, resourceType, resourceId, Map.of(), Outcome.SUCCESS);
    }
}
