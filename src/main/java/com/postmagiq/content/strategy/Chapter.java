package com.postmagiq.content.strategy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A chapter of a strategy.
 *
 * @param chapterNumber its place, from 1; places may be missing
 * @param theme the idea to argue against, the theme or the topic, as the strategy's style says
 * @param weeksStart first of its weeks, counted from the strategy's first day
 * @param completedCount posts that are ready or published
 */
@Schema(name = "Chapter")
public record Chapter(
        UUID id,
        UUID goalId,
        int chapterNumber,
        String title,
        @Nullable String description,
        @Nullable String theme,
        @Nullable String themeDescription,
        @Nullable Integer weeksStart,
        @Nullable Integer weeksEnd,
        int postCount,
        int completedCount,
        @Nullable UUID createdById,
        int revision,
        Instant createdAt,
        Instant updatedAt) {}
