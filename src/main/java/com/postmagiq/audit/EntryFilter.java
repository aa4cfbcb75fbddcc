package com.postmagiq.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null anywhere narrows nothing.
 *
 * @param workspaceId for operators, who see all
 * @param action a name, or a beginning with {@code *} behind it
 * @param from included
 * @param to not included
 * @param q words of an action's name or label, or a kind of thing
 */
public record EntryFilter(
        @Nullable UUID workspaceId,
        @Nullable UUID actorId,
        @Nullable String action,
        @Nullable String resourceType,
        @Nullable UUID resourceId,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String q) {

    static EntryFilter ofResource(String type, UUID id) {
        return new EntryFilter(null, null, null, type, id, null, null, null, null);
    }

    static EntryFilter ofActor(UUID actorId) {
        return new EntryFilter(null, actorId, null, null, null, null, null, null, null);
    }

    static EntryFilter all() {
        return new EntryFilter(null, null, null, null, null, null, null, null, null);
    }

    /** The conditions as SQL, with {@code and} before each, and their values. */
    record Conditions(String sql, Map<String, Object> values) {}

    Conditions conditions() {
        var sql = new StringBuilder();
        var values = new HashMap<String, Object>();
        equal("workspace_id", workspaceId, sql, values);
        equal("actor_id", actorId, sql, values);
        equal("resource_type", resourceType, sql, values);
        equal("resource_id", resourceId, sql, values);
        equal("outcome", outcome, sql, values);
        if (action != null) {
            sql.append(" and action like :action");
            values.put("action", ActionCatalogue.pattern(action));
        }
        if (from != null) {
            sql.append(" and occurred_at >= :from");
            values.put("from", at(from));
        }
        if (to != null) {
            sql.append(" and occurred_at < :to");
            values.put("to", at(to));
        }
        if (q != null && !q.isBlank()) {
            var words = q.strip();
            sql.append(
                    " and (action like any (cast(:labels as text[])) or resource_type = :words)");
            values.put("labels", ActionCatalogue.matching(words).toArray(String[]::new));
            values.put("words", words);
        }
        return new Conditions(sql.toString(), values);
    }

    private static void equal(
            String column, @Nullable Object value, StringBuilder sql, Map<String, Object> values) {
        if (value != null) {
            sql.append(" and ").append(column).append(" = :").append(column);
            values.put(column, value);
        }
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
