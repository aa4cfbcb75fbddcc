package com.postmagiq.agents;

import com.postmagiq.agents.offline.OfflineAgent;
import com.postmagiq.agents.openai.OpenAiCompatible;
import jakarta.annotation.PreDestroy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The door to every model and tool: says where an agent's calls would go, and makes them.
 *
 * <p>Holds no call, no session and no workspace; safe for any number of threads.
 */
@Component
public class Agents {
    /** The provider of a route whose agent nothing recognises. */
    public static final String UNROUTABLE = "none";

    private static final String SHIPPED_MODELS = "agents/models.yaml";

    /** Some servers that speak the wire format insist on a key they never look at. */
    private static final ApiKey UNREAD_KEY = new ApiKey("unused");

    private final AgentSettings settings;
    private final ModelTable models;
    private final Agent offline = new OfflineAgent();
    private final OpenAiCompatible openAiCompatible;
    private final ServiceBreakers breakers;
    private final OllamaPresence ollama = new OllamaPresence();

    public Agents(AgentSettings settings) {
        this.settings = settings;
        var table = settings.models();
        this.models =
                ModelTable.read(table == null ? new ClassPathResource(SHIPPED_MODELS) : table);
        this.openAiCompatible = new OpenAiCompatible();
        this.breakers = new ServiceBreakers(settings.breakerWait());
    }

    @PreDestroy
    void close() {
        openAiCompatible.close();
    }

    /**
     * Where the agent's calls would go. An agent that cannot be used has a route too, which says
     * why; asking for it may look for a local model server, a second at most.
     */
    public Route route(AgentDefinition agent) {
        var found = Provider.of(agent);
        if (found.isEmpty()) {
            return unroutable(agent);
        }
        var provider = found.get();
        var model = models.choose(provider, agent).model();
        var mode = mode(provider, agent);
        var window = agent.contextWindow();
        var price = agent.costPer1k();
        return new Route(
                provider.code(),
                mode,
                model.id(),
                model.known(),
                provider != Provider.OFFLINE,
                window == null ? model.contextWindow() : window,
                price == null ? model.price() : price,
                agent.enabled()
                        ? missing(provider, mode, model, agent)
                        : "Agent %s is switched off in the configuration.".formatted(agent.name()));
    }

    /** A sentence when the model the agent names was retired and another one is used. */
    public Optional<String> modelWarning(AgentDefinition agent) {
        return Provider.of(agent)
                .flatMap(provider -> Optional.ofNullable(models.choose(provider, agent).warning()));
    }

    /**
     * Something that answers for this agent.
     *
     * @throws AgentFailure {@code UNAVAILABLE}, with the route's reason, when it cannot be used
     */
    public Agent agent(AgentDefinition agent) {
        var route = route(agent);
        var reason = route.unavailableReason();
        if (reason != null) {
            throw new AgentFailure(AgentFailure.Kind.UNAVAILABLE, reason);
        }
        return switch (Provider.of(agent).orElseThrow()) {
            case OFFLINE -> offline;
            case OPENAI -> remote(agent, settings.openai().baseUrl(), settings.openai().apiKey());
            case GROQ -> remote(agent, settings.groq().baseUrl(), settings.groq().apiKey());
            case OLLAMA -> remote(agent, settings.ollama().baseUrl(), UNREAD_KEY);
            case ANTHROPIC, GEMINI, LOCAL ->
                    throw new IllegalStateException("A route without a provider: " + route);
        };
    }

    private Agent remote(AgentDefinition agent, String baseUrl, ApiKey key) {
        var provider = Provider.of(agent).orElseThrow();
        var choice = models.choose(provider, agent);
        // A model of one's own may have to be loaded first, so only the whole time counts there.
        var idle = provider == Provider.OLLAMA ? null : settings.idleTimeout();
        var target =
                new OpenAiCompatible.Target(
                        provider.code(),
                        baseUrl,
                        key,
                        choice.model().id(),
                        choice.model().reasoning(),
                        choice.effort(),
                        idle);
        var service = provider.code() + " " + choice.model().id() + " " + key.value().hashCode();
        return breakers.guard(service, choice.model().id(), openAiCompatible.agent(target));
    }

    private static Route unroutable(AgentDefinition agent) {
        return new Route(
                UNROUTABLE,
                "api",
                agent.name(),
                false,
                true,
                0,
                Price.FREE,
                "Nothing tells which provider agent %s belongs to; give it a provider, such as groq."
                        .formatted(agent.name()));
    }

    /** Tools of the command line are asked for by the operator first, then by the agent. */
    private String mode(Provider provider, AgentDefinition agent) {
        var hasTool =
                switch (provider) {
                    case ANTHROPIC, OPENAI, GEMINI -> true;
                    case GROQ, OLLAMA, OFFLINE, LOCAL -> false;
                };
        if (!hasTool) {
            return provider.mode();
        }
        return switch (settings.mode()) {
            case API -> "api";
            case CLI -> "cli";
            case AUTO -> "cli".equals(agent.type()) ? "cli" : "api";
        };
    }

    private @Nullable String missing(
            Provider provider, String mode, ModelTable.Model model, AgentDefinition agent) {
        if (mode.equals("cli")) {
            return "Agent %s asks for a command-line tool, which this version does not run yet; set AGENT_MODE=api to use the provider's API."
                    .formatted(agent.name());
        }
        return switch (provider) {
            case OFFLINE -> null;
            case OPENAI -> keyMissing(provider, settings.openai().apiKey(), agent);
            case GROQ -> keyMissing(provider, settings.groq().apiKey(), agent);
            case OLLAMA -> ollama.missing(settings.ollama().baseUrl(), model.id(), agent.name());
            case ANTHROPIC -> notYet("Anthropic", agent);
            case GEMINI -> notYet("Gemini", agent);
            case LOCAL -> notYet("local model", agent);
        };
    }

    private static @Nullable String keyMissing(
            Provider provider, ApiKey key, AgentDefinition agent) {
        return key.present()
                ? null
                : "Agent %s needs a key: set %s.".formatted(agent.name(), provider.keyVariable());
    }

    private static String notYet(String provider, AgentDefinition agent) {
        return "This version has no %s provider yet, so agent %s cannot be used; choose a configuration with openai, groq, ollama or offline agents."
                .formatted(provider, agent.name());
    }
}
