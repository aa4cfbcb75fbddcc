package com.postmagiq.transcription;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of transcriptions.
 *
 * @param maxDuration longest audio that is taken
 * @param downloader the program yt-dlp, by its absolute path or by a name on the server's path;
 *     empty fetches no videos
 */
@Validated
@ConfigurationProperties("postmagiq.transcription")
record TranscriptionSettings(
        @DefaultValue("60m") @DurationMin(seconds = 1) Duration maxDuration,
        @DefaultValue("") String downloader) {}
