package com.postmagiq.content;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post that is ready or out.
 *
 * @param postId what people call it
 * @param title topic, else the first line, else "Untitled"
 * @param contentMissing whether it has no text
 * @param scheduledAt when it is to go out
 * @param scheduledTz on whose clock that was said
 * @param publishDue its time has come and nobody has said that it is out
 * @param publishStatus where it went out, in the order it did
 * @param warnings url_host_mismatch where an address is none of the platform's
 */
@Schema(name = "FinishedPost")
record FinishedPost(
        String postId,
        UUID id,
        int postNumber,
        String status,
        @Nullable Integer chapter,
        String title,
        @Nullable String content,
        boolean contentMissing,
        @Nullable Integer wordCount,
        @Nullable Integer charCount,
        @Nullable Integer versionNumber,
        @Nullable UUID imageAssetId,
        boolean editedSincePublication,
        @Nullable Instant scheduledAt,
        @Nullable String scheduledTz,
        boolean publishDue,
        List<Publication> publishStatus,
        @Nullable List<String> warnings) {
    /** Where and when it went out. */
    @Schema(name = "Publication")
    record Publication(String platform, Instant publishedAt, @Nullable String url, String source) {}

    static FinishedPost of(PostView post, List<Publication> publications) {
        return new FinishedPost(
                post.ref(),
                post.id(),
                post.postNumber(),
                post.status(),
                post.chapterNumber(),
                title(post),
                post.content(),
                post.content() == null,
                post.wordCount(),
                post.charCount(),
                post.versionNumber(),
                post.imageAssetId(),
                post.editedSincePublication(),
                post.scheduledAt(),
                post.scheduledTz(),
                post.publishDue(),
                publications,
                null);
    }

    /** The same with something to warn of; an empty list says nothing. */
    FinishedPost warning(List<String> about) {
        return about.isEmpty()
                ? this
                : new FinishedPost(
                        postId,
                        id,
                        postNumber,
                        status,
                        chapter,
                        title,
                        content,
                        contentMissing,
                        wordCount,
                        charCount,
                        versionNumber,
                        imageAssetId,
                        editedSincePublication,
                        scheduledAt,
                        scheduledTz,
                        publishDue,
                        publishStatus,
                        about);
    }

    private static String title(PostView post) {
        if (post.topic() != null) {
            return post.topic();
        }
        return post.content() == null
                ? "Untitled"
                : post.content().lines().filter(line -> !line.isBlank()).findFirst().orElseThrow();
    }
}
