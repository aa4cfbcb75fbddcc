package com.postmagiq.transcription;

import com.postmagiq.agents.Transcript;
import com.postmagiq.asset.Asset;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Speech on its way to text, or arrived.
 *
 * @param status queued, fetching, transcribing, succeeded, failed or cancelled
 * @param sourceType upload, recording or youtube
 * @param language as the provider heard it, else as it was asked for
 * @param excerpt the first 200 characters of the text
 * @param text only where one transcription was asked for, and only after success
 * @param segments like {@code text}; times in seconds
 * @param tokensUsed for our accounts: a token is a cent
 * @param costUsd shown to those who may see money
 * @param errorCode why it failed, such as {@code auth} or {@code no_speech}
 * @param errorDetail the same as a sentence
 */
public record Transcription(
        UUID id,
        String status,
        String sourceType,
        SourceInfo sourceInfo,
        @Nullable String language,
        @Nullable String excerpt,
        @Nullable String text,
        @Nullable List<Transcript.Segment> segments,
        @Nullable BigDecimal durationSeconds,
        @Nullable Integer tokensUsed,
        @Nullable BigDecimal costUsd,
        String provider,
        String model,
        @Nullable String errorCode,
        @Nullable String errorDetail,
        UUID userId,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /**
     * The file as it was sent, or the video it is taken from.
     *
     * @param mime found by its content
     * @param url of the video, as the product writes it
     * @param videoId eleven characters
     */
    public record SourceInfo(
            @Nullable String filename,
            @Nullable Long bytes,
            @Nullable String mime,
            @Nullable String url,
            @Nullable String videoId,
            @Nullable String title) {

        static SourceInfo of(Asset file) {
            return new SourceInfo(
                    file.filename(), file.sizeBytes(), file.mimeType(), null, null, null);
        }

        static SourceInfo of(VideoAddress address, String title) {
            return new SourceInfo(null, null, null, address.url(), address.id(), title);
        }
    }

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return finishedAt != null;
    }

    Transcription withoutMoney() {
        return new Transcription(
                id,
                status,
                sourceType,
                sourceInfo,
                language,
                excerpt,
                text,
                segments,
                durationSeconds,
                tokensUsed,
                null,
                provider,
                model,
                errorCode,
                errorDetail,
                userId,
                createdAt,
                finishedAt);
    }
}
