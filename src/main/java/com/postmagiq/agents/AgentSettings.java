package com.postmagiq.agents;

import com.postmagiq.agents.local.LocalProvider;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where models are reached and by which key.
 *
 * @param mode whether agents prefer a provider's API or its command-line tool
 * @param idleTimeout longest silence inside an answer, its first byte included
 * @param callTimeout longest time of one call over HTTP; Ollama may take the agent's whole time
 * @param models YAML with aliases, prices and context windows; null takes the one in the jar
 * @param breakerWait how long a service that failed too often is left alone
 */
@Validated
@ConfigurationProperties("postmagiq.agents")
public record AgentSettings(
        @DefaultValue("auto") Mode mode,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration idleTimeout,
        @DefaultValue("180s") @DurationMin(millis = 10) Duration callTimeout,
        @DefaultValue("30s") @DurationMin(millis = 10) Duration breakerWait,
        @Nullable Resource models,
        @Valid @NotNull @DefaultValue Anthropic anthropic,
        @Valid @NotNull @DefaultValue OpenAi openai,
        @Valid @NotNull @DefaultValue Gemini gemini,
        @Valid @NotNull @DefaultValue Groq groq,
        @Valid @NotNull @DefaultValue Ollama ollama,
        @Valid @NotNull @DefaultValue Local local,
        @Valid @NotNull @DefaultValue Tools tools,
        @Valid @NotNull @DefaultValue Limits limits) {

    static final String HTTP_ADDRESS = "https?://[^\\s/?#]+(/[^\\s?#]*)?";
    static final String ADDRESS_WANTED =
            "must be an http or https address such as https://llm.example.org/v1";

    /** How an agent's provider is called when both ways exist. */
    public enum Mode {
        AUTO,
        API,
        CLI
    }

    /** Anthropic. */
    public record Anthropic(
            @DefaultValue("https://api.anthropic.com")
                    @Pattern(regexp = HTTP_ADDRESS, message = ADDRESS_WANTED)
                    String baseUrl,
            @DefaultValue("") ApiKey apiKey) {}

    /** Google's Gemini. */
    public record Gemini(
            @DefaultValue("https://generativelanguage.googleapis.com")
                    @Pattern(regexp = HTTP_ADDRESS, message = ADDRESS_WANTED)
                    String baseUrl,
            @DefaultValue("") ApiKey apiKey) {}

    /** OpenAI, or anything that speaks its wire format at this address. */
    public record OpenAi(
            @DefaultValue("https://api.openai.com/v1")
                    @Pattern(regexp = HTTP_ADDRESS, message = ADDRESS_WANTED)
                    String baseUrl,
            @DefaultValue("") ApiKey apiKey) {}

    /** Groq. */
    public record Groq(
            @DefaultValue("https://api.groq.com/openai/v1")
                    @Pattern(regexp = HTTP_ADDRESS, message = ADDRESS_WANTED)
                    String baseUrl,
            @DefaultValue("") ApiKey apiKey) {}

    /**
     * A model server of one's own; it knows no keys.
     *
     * @param host its address without a path
     * @param keepAlive how long a model stays loaded after a call
     * @param gpuMemory what {@code model: auto} goes by; 0 asks this machine's card
     * @param pullTimeout longest time of fetching one missing model
     */
    public record Ollama(
            @DefaultValue("http://localhost:11434")
                    @Pattern(regexp = HTTP_ADDRESS, message = ADDRESS_WANTED)
                    String host,
            @DefaultValue("10m") @DurationMin(seconds = 0) Duration keepAlive,
            @DefaultValue("0B") DataSize gpuMemory,
            @DefaultValue("600s") @DurationMin(millis = 10) Duration pullTimeout) {}

    /**
     * A model in a file of this machine, for programs that were built with one.
     *
     * @param model a GGUF file; empty for none
     * @param context tokens of prompt and answer together
     * @param threads 0 takes all cores but one
     * @param gpuLayers of the model that are given to a graphics card
     * @param maxMemory most it may take; 0 takes the machine's memory
     */
    public record Local(
            @DefaultValue("") String model,
            @DefaultValue("8192") @Min(256) int context,
            @DefaultValue("0") @PositiveOrZero int threads,
            @DefaultValue("0") @PositiveOrZero int gpuLayers,
            @DefaultValue("0B") DataSize maxMemory) {
        LocalProvider.Settings settings() {
            return new LocalProvider.Settings(
                    model, context, threads, gpuLayers, maxMemory.toBytes());
        }
    }

    /**
     * Command-line tools: claude, gemini and codex.
     *
     * @param path folders they are looked for in; empty takes the server's own
     * @param allowInProduction they have the server's file access and one shared login
     * @param environment names of variables they may see besides the usual ones
     * @param killAfter between asking a tool to end and ending it
     */
    public record Tools(
            @DefaultValue("") String path,
            @DefaultValue("false") boolean allowInProduction,
            @DefaultValue List<String> environment,
            @DefaultValue("5s") @DurationMin(millis = 0) Duration killAfter) {}

    /** What may be asked of each provider with one key, by all nodes together. */
    public record Limits(
            @Valid @NotNull @DefaultValue Limit anthropic,
            @Valid @NotNull @DefaultValue Limit openai,
            @Valid @NotNull @DefaultValue Limit gemini,
            @Valid @NotNull @DefaultValue Limit groq) {

        Limit of(Provider provider) {
            return switch (provider) {
                case ANTHROPIC -> anthropic;
                case OPENAI -> openai;
                case GEMINI -> gemini;
                case GROQ -> groq;
                case OLLAMA, OFFLINE, LOCAL -> Limit.NONE;
            };
        }
    }

    /**
     * Calls and tokens a minute; zero sets no limit.
     *
     * @param tokensPerMinute prompt and answer together
     */
    public record Limit(
            @DefaultValue("0") @PositiveOrZero int requestsPerMinute,
            @DefaultValue("0") @PositiveOrZero int tokensPerMinute) {
        static final Limit NONE = new Limit(0, 0);

        boolean none() {
            return requestsPerMinute == 0 && tokensPerMinute == 0;
        }
    }
}
