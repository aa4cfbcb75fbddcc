package com.postmagiq.transcription;

import com.postmagiq.kernel.settings.SettingRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of transcriptions.
 *
 * @param maxDuration longest audio that is taken
 * @param downloader the program yt-dlp, by its absolute path or by a name on the server's path;
 *     empty fetches no videos
 */
@ConfigurationProperties("postmagiq.transcription")
record TranscriptionSettings(
        @DefaultValue("60m") Duration maxDuration, @DefaultValue("") String downloader) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    TranscriptionSettings {
        SettingRange.atLeast("postmagiq.transcription.max-duration", maxDuration, LEAST);
    }
}
