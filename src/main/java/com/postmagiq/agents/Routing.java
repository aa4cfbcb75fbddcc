package com.postmagiq.agents;

import com.postmagiq.agents.AgentSettings.Mode;
import com.postmagiq.agents.local.LocalProvider;
import com.postmagiq.agents.tool.Tools;
import com.postmagiq.kernel.settings.Installation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides whether an agent's provider is called over HTTP or through its tool, and what lacks. */
final class Routing {
    private static final String API = "api";
    private static final String CLI = "cli";

    private final AgentSettings settings;
    private final ProviderSettings providers;
    private final Tools tools;
    private final boolean toolsAllowed;
    private final OllamaModels ollama;
    private final LocalProvider local;

    Routing(
            AgentSettings settings,
            ProviderSettings providers,
            Tools tools,
            OllamaModels ollama,
            LocalProvider local,
            Installation installation) {
        this.settings = settings;
        this.providers = providers;
        this.tools = tools;
        this.ollama = ollama;
        this.local = local;
        this.toolsAllowed =
                installation.environment() != Installation.Environment.PRODUCTION
                        || providers.tools().allowInProduction();
    }

    /**
     * The first that says something: the caller, the operator, the agent, what is there. A provider
     * that knows only one way is called that way.
     *
     * @param asked by the caller; null leaves it to the settings
     */
    String mode(Provider provider, AgentDefinition agent, @Nullable Mode asked) {
        if (provider.tool() == null) {
            return provider.mode();
        }
        if (asked != null && asked != Mode.AUTO) {
            return asked.name().toLowerCase(Locale.ROOT);
        }
        if (settings.mode() != Mode.AUTO) {
            return settings.mode().name().toLowerCase(Locale.ROOT);
        }
        var type = agent.type();
        if (type != null && (type.equals(API) || type.equals(CLI))) {
            return type;
        }
        return !key(provider).present() && toolThere(provider) ? CLI : API;
    }

    private boolean toolThere(Provider provider) {
        var tool = provider.tool();
        return toolsAllowed && tool != null && tools.find(tool).isPresent();
    }

    ApiKey key(Provider provider) {
        return switch (provider) {
            case ANTHROPIC -> providers.anthropic().apiKey();
            case OPENAI -> providers.openai().apiKey();
            case GEMINI -> providers.gemini().apiKey();
            case GROQ -> providers.groq().apiKey();
            case OLLAMA, OFFLINE, LOCAL -> ApiKey.NONE;
        };
    }

    /** A sentence naming what is missing; null when the agent can be called. */
    @Nullable String missing(Provider provider, String mode, String model, AgentDefinition agent) {
        if (!agent.enabled()) {
            return "Agent %s is switched off in the configuration.".formatted(agent.name());
        }
        if (mode.equals(CLI)) {
            return toolMissing(provider, agent);
        }
        return switch (provider) {
            case OFFLINE -> null;
            case ANTHROPIC, OPENAI, GEMINI, GROQ ->
                    key(provider).present()
                            ? null
                            : "Agent %s needs a key: set %s."
                                    .formatted(agent.name(), provider.keyVariable());
            case OLLAMA -> ollama.missing(agent, model);
            case LOCAL -> local.missing(agent.name());
        };
    }

    private @Nullable String toolMissing(Provider provider, AgentDefinition agent) {
        if (!toolsAllowed) {
            return "Agent %s asks for a command-line tool, and those are off in production; set AGENT_MODE=api with %s, or ALLOW_CLI_AGENTS=true."
                    .formatted(agent.name(), provider.keyVariable());
        }
        var tool = provider.tool();
        if (tool == null || tools.find(tool).isPresent()) {
            return null;
        }
        return "Agent %s needs the program %s, which is not on the PATH; install it, or set AGENT_MODE=api with %s."
                .formatted(agent.name(), tool.program(), provider.keyVariable());
    }
}
