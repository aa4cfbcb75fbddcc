package com.postmagiq.content.strategy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A strategy as somebody approved it, with its chapters and the posts that are planned in them.
 *
 * @param name null makes one from the positioning
 * @param onboardingMode quick, deep, chat or manual
 * @param transcript the talk it came from; null when there was none
 */
public record NewStrategy(
        @Nullable String name,
        @Nullable UUID platformId,
        String strategyType,
        @Nullable String positioning,
        @Nullable String signatureThesis,
        @Nullable String targetAudience,
        String contentStyle,
        int postsPerWeek,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String onboardingMode,
        @Nullable List<Goal.Turn> transcript,
        List<NewChapter> chapters) {

    /**
     * @param weeksStart first week from the strategy's start, from 1; null with {@code weeksEnd}
     *     when the chapter has no weeks
     */
    public record NewChapter(
            String title,
            @Nullable String theme,
            @Nullable String themeDescription,
            @Nullable Integer weeksStart,
            @Nullable Integer weeksEnd,
            List<NewPost> posts) {}

    /**
     * @param shape FULL, PARTIAL, OBSERVATION, SHORT or REVERSAL
     * @param cadence teaching, field_note or informational
     */
    public record NewPost(String topic, String shape, String cadence) {}

    /** What has come of it; chapters in their order. */
    @Schema(name = "MadeStrategy")
    public record Made(UUID goalId, List<UUID> chapters, int postCount) {}
}
