package com.postmagiq.agents;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who turns speech into text.
 *
 * @param provider whose address and key are used; both speak one wire format
 * @param model as the provider calls it
 * @param timeout longest time of one call, the upload included
 */
@Validated
@ConfigurationProperties("postmagiq.agents.transcription")
record SpeechSettings(
        @DefaultValue("groq") SpeechProvider provider,
        @DefaultValue("whisper-large-v3") @NotBlank String model,
        @DefaultValue("180s") @DurationMin(millis = 100) Duration timeout) {

    /** Providers with an audio endpoint. */
    enum SpeechProvider {
        GROQ,
        OPENAI
    }
}
