package com.postmagiq.agents;

import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.speech.AudioCall;
import com.postmagiq.agents.speech.SpeechPrice;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The door to models that turn speech into text. Makes one call at a time and keeps nothing. */
@Component
public class Transcriber {
    private final ProviderSettings providers;
    private final SpeechSettings settings;

    Transcriber(ProviderSettings providers, SpeechSettings settings) {
        this.providers = providers;
        this.settings = settings;
    }

    /**
     * What is to be heard.
     *
     * @param extension of the file, such as {@code webm}; providers go by it
     * @param durationSeconds as the file says; null when it does not
     * @param language two or three letters; null lets the model find out
     * @param prompt names and words that occur; null when there are none
     */
    public record Speech(
            Path audio,
            String extension,
            @Nullable BigDecimal durationSeconds,
            @Nullable String language,
            @Nullable String prompt) {}

    /** Why nothing can be transcribed here, as a sentence for the operator; empty when it can. */
    public Optional<String> missing() {
        return key().present()
                ? Optional.empty()
                : Optional.of(
                        "No speech model is set up here: give the server %s, or set POSTMAGIQ_AGENTS_TRANSCRIPTION_PROVIDER to a provider it has a key for."
                                .formatted(
                                        switch (settings.provider()) {
                                            case GROQ -> "GROQ_API_KEY";
                                            case OPENAI -> "OPENAI_API_KEY";
                                        }));
    }

    /** As it stands in records. */
    public String provider() {
        return settings.provider().name().toLowerCase(Locale.ROOT);
    }

    public String model() {
        return settings.model();
    }

    /** The allowance calls draw from, shared with the provider's agents; empty without a limit. */
    public Optional<Allowance> allowance() {
        var provider =
                switch (settings.provider()) {
                    case GROQ -> Provider.GROQ;
                    case OPENAI -> Provider.OPENAI;
                };
        return Agents.allowance(provider, providers.limits().of(provider), key());
    }

    /**
     * Makes one call and waits for it.
     *
     * @throws AgentFailure with the reason; whether it is worth another try says its kind
     */
    public Transcript transcribe(Speech speech) {
        missing()
                .ifPresent(
                        reason -> {
                            throw new AgentFailure(Kind.UNAVAILABLE, reason);
                        });
        var heard =
                new AudioCall(baseUrl(), key(), provider(), settings.model(), settings.timeout())
                        .send(speech);
        var seconds =
                heard.durationSeconds() == null
                        ? speech.durationSeconds()
                        : heard.durationSeconds();
        var price = SpeechPrice.of(settings.model());
        return new Transcript(
                heard.text(),
                heard.language(),
                seconds,
                heard.segments(),
                price.tokens(seconds),
                price.usd(seconds));
    }

    /** The most a call can cost, in USD: as long as the file says, else as long as it may be. */
    public BigDecimal worst(Speech speech, BigDecimal longestSeconds) {
        var seconds = speech.durationSeconds();
        return SpeechPrice.of(settings.model()).usd(seconds == null ? longestSeconds : seconds);
    }

    private ApiKey key() {
        return switch (settings.provider()) {
            case GROQ -> providers.groq().apiKey();
            case OPENAI -> providers.openai().apiKey();
        };
    }

    private String baseUrl() {
        return switch (settings.provider()) {
            case GROQ -> providers.groq().baseUrl();
            case OPENAI -> providers.openai().baseUrl();
        };
    }
}
