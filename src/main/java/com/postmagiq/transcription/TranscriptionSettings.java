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
 */
@Validated
@ConfigurationProperties("postmagiq.transcription")
record TranscriptionSettings(@DefaultValue("60m") @DurationMin(seconds = 1) Duration maxDuration) {}
