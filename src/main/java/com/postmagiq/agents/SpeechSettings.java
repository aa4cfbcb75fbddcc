package com.postmagiq.agents;

import com.postmagiq.kernel.settings.SettingRange;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who turns speech into text.
 *
 * @param provider whose address and key are used; both speak one wire format
 * @param model as the provider calls it
 * @param timeout longest time of one call, the upload included
 */
@ConfigurationProperties("postmagiq.agents.transcription")
record SpeechSettings(
        @DefaultValue("groq") SpeechProvider provider,
        @DefaultValue("whisper-large-v3") String model,
        @DefaultValue("180s") Duration timeout) {
    private static final Duration LEAST = Duration.ofMillis(100);

    SpeechSettings {
        if (model.isBlank()) {
            throw new IllegalArgumentException(
                    "postmagiq.agents.transcription.model is blank; it must be the name of a model, for example whisper-large-v3");
        }
        SettingRange.atLeast("postmagiq.agents.transcription.timeout", timeout, LEAST);
    }

    /** Providers with an audio endpoint. */
    enum SpeechProvider {
        GROQ,
        OPENAI
    }
}
