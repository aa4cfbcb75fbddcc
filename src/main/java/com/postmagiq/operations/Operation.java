package com.postmagiq.operations;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Long work as the person sees it who asked for it.
 *
 * @param status queued, running, needs_review (its starter has to look first), succeeded, failed or
 *     cancelled
 * @param progress 0 to 100
 * @param total parts of the work; null until they are counted
 * @param result what came of it, by kind; null before the end
 * @param errorDetail for the person: what went wrong and what to do
 * @param fileAssetId the file made; null without one
 * @param expiresAt when the file goes
 */
public record Operation(
        UUID id,
        String kind,
        String status,
        int progress,
        @Nullable Integer total,
        int done,
        @Nullable Map<String, Object> result,
        @Nullable String errorCode,
        @Nullable String errorDetail,
        @Nullable UUID fileAssetId,
        UUID createdById,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt) {}
