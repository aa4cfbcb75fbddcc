package com.postmagiq.content.strategy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A strategy: how the author wants to be seen in one stream.
 *
 * @param strategyType series (chapters), daily (loose posts) or campaign (chapters inside dates)
 * @param positioning how the author wants to be seen
 * @param signatureThesis the one claim the texts keep proving
 * @param contentStyle narrative, teaching, informational or mixed
 * @param onboardingMode how it was made: quick, deep, chat, manual or import
 * @param approvalRequired null leaves it to the workspace
 * @param voiceProfileId the voice its posts are written in: the id of a profile, or the slug of one
 *     that ships; null leaves it to the workspace
 * @param minFidelity score of the voice below which a text is warned about, 0 to 100
 * @param status active, paused or archived
 * @param isDefault whether it is the workspace's current one
 * @param completedCount posts that are ready or published
 * @param progress completed posts of all, 0 to 1; 0 without posts
 * @param onboardingTranscript the talk it came from; only where one strategy was asked for
 * @param chapters only where they were asked for
 */
@Schema(name = "Goal")
public record Goal(
        UUID id,
        @Nullable UUID platformId,
        String name,
        String strategyType,
        @Nullable String positioning,
        @Nullable String signatureThesis,
        @Nullable String targetAudience,
        String contentStyle,
        int postsPerWeek,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        String onboardingMode,
        @Nullable Boolean approvalRequired,
        boolean imageRequired,
        @Nullable String voiceProfileId,
        @Nullable Integer minFidelity,
        String status,
        boolean isDefault,
        int chapterCount,
        int postCount,
        int completedCount,
        double progress,
        @Nullable UUID createdById,
        int revision,
        Instant createdAt,
        Instant updatedAt,
        @Nullable List<Turn> onboardingTranscript,
        @Nullable List<Chapter> chapters) {

    /**
     * One turn of the talk a strategy came from.
     *
     * @param role user or assistant
     */
    @Schema(name = "GoalTurn")
    public record Turn(String role, String content, Instant at) {}

    Goal with(List<Chapter> itsChapters) {
        return new Goal(
                id,
                platformId,
                name,
                strategyType,
                positioning,
                signatureThesis,
                targetAudience,
                contentStyle,
                postsPerWeek,
                startsOn,
                endsOn,
                onboardingMode,
                approvalRequired,
                imageRequired,
                voiceProfileId,
                minFidelity,
                status,
                isDefault,
                chapterCount,
                postCount,
                completedCount,
                progress,
                createdById,
                revision,
                createdAt,
                updatedAt,
                onboardingTranscript,
                itsChapters);
    }
}
