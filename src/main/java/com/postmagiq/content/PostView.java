package com.postmagiq.content;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post as people read it.
 *
 * @param ref what people call it: {@code c1p4} in a chapter, else {@code post_04}
 * @param enemy the chapter's theme
 * @param guidance hints for whoever has the story; only where one post was asked for
 * @param guidanceGenerated whether the hints were made from chapter and shape
 * @param story raw story it comes from; only where one post was asked for
 * @param hasStory whether there is one, for a run to begin from
 * @param previousStatus where an archived post goes back to
 * @param reviewBy run or request, while in review
 * @param excerpt the first 200 characters of the current version
 * @param content the whole current version; only where one post was asked for
 * @param offeredVersion number of a run's version that waits to be taken, since the text was edited
 *     meanwhile or the post was elsewhere
 * @param overLimit by how many characters the text is too long for its platform
 * @param overdue due before today in the workspace's time zone, and not done
 * @param scheduledAt when it is to go out
 * @param scheduledTz on whose clock that was said
 * @param publishDue its time has come and nobody has said that it is out
 * @param recurrenceId the rule that made it
 * @param runTrouble whether the last run ended without a text
 * @param runId the run that wrote the post last
 * @param allowedMoves where a person may take it from here
 */
@Schema(name = "Post")
public record PostView(
        UUID id,
        int postNumber,
        String ref,
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        @Nullable Integer chapterNumber,
        @Nullable String chapterTitle,
        @Nullable String enemy,
        @Nullable String topic,
        @Nullable String shape,
        @Nullable String cadence,
        @Nullable String entryPoint,
        @Nullable String guidance,
        boolean guidanceGenerated,
        @JsonProperty("story_used") @Nullable String story,
        boolean hasStory,
        String status,
        @Nullable String previousStatus,
        @Nullable String reviewBy,
        @Nullable Integer versionNumber,
        @Nullable String title,
        @Nullable Integer wordCount,
        @Nullable Integer charCount,
        @Nullable String excerpt,
        @Nullable String content,
        @Nullable Integer offeredVersion,
        @Nullable Integer overLimit,
        @Nullable UUID assigneeId,
        @Nullable String assigneeName,
        @Nullable LocalDate dueDate,
        @JsonProperty("is_overdue") boolean overdue,
        String priority,
        @Nullable BigDecimal estimatedHours,
        @Nullable BigDecimal actualHours,
        List<String> tags,
        @Nullable Instant scheduledAt,
        @Nullable String scheduledTz,
        boolean publishDue,
        @Nullable UUID recurrenceId,
        @Nullable Instant publishedAt,
        @Nullable String publishedUrl,
        boolean editedSincePublication,
        int commentCount,
        int openCommentCount,
        @Nullable UUID imageAssetId,
        @Nullable UUID activeRunId,
        boolean runTrouble,
        @Nullable UUID runId,
        @Nullable Long runNumber,
        boolean offline,
        List<String> allowedMoves,
        @Nullable UUID createdById,
        Instant createdAt,
        Instant updatedAt,
        int revision) {
    /** With hints that nobody wrote. */
    PostView withGuidance(String generated) {
        return new PostView(
                id,
                postNumber,
                ref,
                goalId,
                chapterId,
                chapterNumber,
                chapterTitle,
                enemy,
                topic,
                shape,
                cadence,
                entryPoint,
                generated,
                true,
                story,
                hasStory,
                status,
                previousStatus,
                reviewBy,
                versionNumber,
                title,
                wordCount,
                charCount,
                excerpt,
                content,
                offeredVersion,
                overLimit,
                assigneeId,
                assigneeName,
                dueDate,
                overdue,
                priority,
                estimatedHours,
                actualHours,
                tags,
                scheduledAt,
                scheduledTz,
                publishDue,
                recurrenceId,
                publishedAt,
                publishedUrl,
                editedSincePublication,
                commentCount,
                openCommentCount,
                imageAssetId,
                activeRunId,
                runTrouble,
                runId,
                runNumber,
                offline,
                allowedMoves,
                createdById,
                createdAt,
                updatedAt,
                revision);
    }
}
