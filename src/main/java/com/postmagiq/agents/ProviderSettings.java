package com.postmagiq.agents;

import static com.postmagiq.kernel.settings.SettingRange.atLeast;

import com.postmagiq.agents.local.LocalProvider;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/** Where each provider's models are reached, by which key and how often. */
@ConfigurationProperties("postmagiq.agents")
public record ProviderSettings(
        @DefaultValue Anthropic anthropic,
        @DefaultValue OpenAi openai,
        @DefaultValue Gemini gemini,
        @DefaultValue Groq groq,
        @DefaultValue Ollama ollama,
        @DefaultValue Local local,
        @DefaultValue Tools tools,
        @DefaultValue Limits limits) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s/?#]+(/[^\\s?#]*)?");
    private static final int LEAST_CONTEXT = 256;

    private static void requireAddress(String key, String value) {
        if (!ADDRESS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be an http or https address such as https://llm.example.org/v1"
                            .formatted(key, value));
        }
    }

    /** Anthropic. */
    public record Anthropic(
            @DefaultValue("https://api.anthropic.com") String baseUrl,
            @DefaultValue("") ApiKey apiKey) {
        public Anthropic {
            requireAddress("postmagiq.agents.anthropic.base-url", baseUrl);
        }
    }

    /** Google's Gemini. */
    public record Gemini(
            @DefaultValue("https://generativelanguage.googleapis.com") String baseUrl,
            @DefaultValue("") ApiKey apiKey) {
        public Gemini {
            requireAddress("postmagiq.agents.gemini.base-url", baseUrl);
        }
    }

    /** OpenAI, or anything that speaks its wire format at this address. */
    public record OpenAi(
            @DefaultValue("https://api.openai.com/v1") String baseUrl,
            @DefaultValue("") ApiKey apiKey) {
        public OpenAi {
            requireAddress("postmagiq.agents.openai.base-url", baseUrl);
        }
    }

    /** Groq. */
    public record Groq(
            @DefaultValue("https://api.groq.com/openai/v1") String baseUrl,
            @DefaultValue("") ApiKey apiKey) {
        public Groq {
            requireAddress("postmagiq.agents.groq.base-url", baseUrl);
        }
    }

    /**
     * A model server of one's own; it knows no keys.
     *
     * @param host its address without a path
     * @param keepAlive how long a model stays loaded after a call
     * @param gpuMemory what {@code model: auto} goes by; 0 asks this machine's card
     * @param pullTimeout longest time of fetching one missing model
     */
    public record Ollama(
            @DefaultValue("http://localhost:11434") String host,
            @DefaultValue("10m") Duration keepAlive,
            @DefaultValue("0B") DataSize gpuMemory,
            @DefaultValue("600s") Duration pullTimeout) {
        public Ollama {
            requireAddress("postmagiq.agents.ollama.host", host);
            atLeast("postmagiq.agents.ollama.keep-alive", keepAlive, Duration.ZERO);
            atLeast("postmagiq.agents.ollama.pull-timeout", pullTimeout, AgentSettings.LEAST);
        }
    }

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
            @DefaultValue("8192") int context,
            @DefaultValue("0") int threads,
            @DefaultValue("0") int gpuLayers,
            @DefaultValue("0B") DataSize maxMemory) {
        public Local {
            atLeast("postmagiq.agents.local.context", context, LEAST_CONTEXT);
            atLeast("postmagiq.agents.local.threads", threads, 0);
            atLeast("postmagiq.agents.local.gpu-layers", gpuLayers, 0);
        }

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
            @DefaultValue("5s") Duration killAfter) {
        public Tools {
            atLeast("postmagiq.agents.tools.kill-after", killAfter, Duration.ZERO);
        }
    }

    /** What may be asked of each provider with one key, by all nodes together. */
    public record Limits(
            @DefaultValue Limit anthropic,
            @DefaultValue Limit openai,
            @DefaultValue Limit gemini,
            @DefaultValue Limit groq) {

        public Limits {
            requireCounts("anthropic", anthropic);
            requireCounts("openai", openai);
            requireCounts("gemini", gemini);
            requireCounts("groq", groq);
        }

        private static void requireCounts(String provider, Limit limit) {
            var prefix = "postmagiq.agents.limits." + provider;
            atLeast(prefix + ".requests-per-minute", limit.requestsPerMinute(), 0);
            atLeast(prefix + ".tokens-per-minute", limit.tokensPerMinute(), 0);
        }

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
            @DefaultValue("0") int requestsPerMinute, @DefaultValue("0") int tokensPerMinute) {
        static final Limit NONE = new Limit(0, 0);

        boolean none() {
            return requestsPerMinute == 0 && tokensPerMinute == 0;
        }
    }
}
