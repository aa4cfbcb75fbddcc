package com.postmagiq.workflow.control;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a run.
 *
 * @param story the author's raw text, 20 to 100,000 characters
 * @param storyLabel what to call it; the story's first words otherwise
 * @param config slug; the deployment's default otherwise
 * @param tier standard or premium
 * @param platform linkedin, x or threads
 * @param shape FULL, PARTIAL, OBSERVATION, SHORT or REVERSAL; found from the story otherwise
 * @param unattended a limit stops the run instead of asking a person
 * @param skipQuestions the reviewer may not send the author back
 * @param startPaused wait until somebody resumes or steps
 * @param maxCostUsd hard cap; the configuration's otherwise
 * @param quoteId a price that was told and must still hold
 * @param maxCredits what the run may cost in credits at most, paid revisions included; the quote
 *     otherwise
 * @param postId the post it is to write; null makes a new one of the finished text
 * @param voice slug of a voice of the product or of a profile; the workspace's otherwise
 */
public record StartRequest(
        String story,
        @Nullable String storyLabel,
        @Nullable String config,
        @Nullable String tier,
        @Nullable String platform,
        @Nullable String shape,
        boolean unattended,
        boolean skipQuestions,
        boolean startPaused,
        @Nullable BigDecimal maxCostUsd,
        @Nullable UUID quoteId,
        @Nullable Integer maxCredits,
        @Nullable UUID postId,
        @Nullable String voice) {

    /**
     * Without a price that was told, with the usual cap in credits and the workspace's voice, and
     * for no post yet.
     */
    public StartRequest(
            String story,
            @Nullable String storyLabel,
            @Nullable String config,
            @Nullable String tier,
            @Nullable String platform,
            @Nullable String shape,
            boolean unattended,
            boolean skipQuestions,
            boolean startPaused,
            @Nullable BigDecimal maxCostUsd) {
        this(
                story,
                storyLabel,
                config,
                tier,
                platform,
                shape,
                unattended,
                skipQuestions,
                startPaused,
                maxCostUsd,
                null,
                null,
                null,
                null);
    }

    /** The same wish, for a post that is there already. */
    StartRequest forPost(@Nullable UUID post) {
        return new StartRequest(
                story,
                storyLabel,
                config,
                tier,
                platform,
                shape,
                unattended,
                skipQuestions,
                startPaused,
                maxCostUsd,
                quoteId,
                maxCredits,
                post,
                voice);
    }

    /**
     * The same wish in a voice.
     *
     * @param slug null takes the workspace's
     */
    StartRequest inVoice(@Nullable String slug) {
        return new StartRequest(
                story,
                storyLabel,
                config,
                tier,
                platform,
                shape,
                unattended,
                skipQuestions,
                startPaused,
                maxCostUsd,
                quoteId,
                maxCredits,
                postId,
                slug);
    }
}
