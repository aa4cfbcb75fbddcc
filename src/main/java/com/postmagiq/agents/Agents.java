package com.postmagiq.agents;

import com.postmagiq.agents.AgentSettings.Mode;
import com.postmagiq.agents.local.LocalProvider;
import com.postmagiq.agents.offline.OfflineAgent;
import com.postmagiq.agents.openai.OpenAiCompatible;
import com.postmagiq.agents.tool.Tools;
import com.postmagiq.agents.wire.HttpAgents;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.settings.Installation;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
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

    /** Some servers that speak the wire format insist on a key they never look at. */
    private static final ApiKey UNREAD_KEY = new ApiKey("unused");

    private final AgentSettings settings;
    private final Supplier<ModelTable> models;
    private final Routing routing;
    private final Tools tools;
    private final Agent offline = new OfflineAgent();
    private final LocalProvider local;
    private final OpenAiCompatible openAiCompatible = new OpenAiCompatible();
    private final HttpAgents http = new HttpAgents();
    private final ServiceBreakers breakers;

    @Autowired
    public Agents(AgentSettings settings, Installation installation, Models models) {
        this(settings, installation, (Supplier<ModelTable>) models);
    }

    Agents(AgentSettings settings, Installation installation, Supplier<ModelTable> models) {
        this.settings = settings;
        this.models = models;
        var wanted = settings.tools();
        var ours = System.getenv();
        this.tools =
                new Tools(
                        wanted.path().isBlank() ? ours.getOrDefault("PATH", "") : wanted.path(),
                        wanted.environment(),
                        wanted.killAfter(),
                        ours);
        this.local = new LocalProvider(settings.local().settings());
        this.routing = new Routing(settings, tools, local, installation);
        this.breakers = new ServiceBreakers(settings.breakerWait());
    }

    @PreDestroy
    void close() {
        openAiCompatible.close();
        http.close();
        local.close();
    }

    /** As {@link #route(AgentDefinition, Mode)}, in the mode the settings lead to. */
    public Route route(AgentDefinition agent) {
        return route(agent, Mode.AUTO);
    }

    /**
     * Where the agent's calls would go. An agent that cannot be used has a route too, which says
     * why; asking for it may look for a local model server, a second at most.
     *
     * @param mode what the caller insists on; {@code AUTO} leaves it to settings and agent
     */
    public Route route(AgentDefinition agent, Mode mode) {
        var found = Provider.of(agent);
        if (found.isEmpty()) {
            return unroutable(agent);
        }
        var provider = found.get();
        if (provider == Provider.LOCAL) {
            return ofFile(agent);
        }
        var choice = models.get().choose(provider, agent);
        var model = choice.model();
        var way = routing.mode(provider, agent, mode);
        var window = agent.contextWindow();
        var price = agent.costPer1k();
        return new Route(
                provider.code(),
                way,
                model.id(),
                model.known(),
                provider != Provider.OFFLINE,
                window == null ? model.contextWindow() : window,
                price == null ? model.price() : price,
                routing.missing(provider, way, model.id(), agent),
                choice.warning());
    }

    /** One file answers for all local agents, whatever model or price they name. */
    private Route ofFile(AgentDefinition agent) {
        var window = agent.contextWindow();
        return new Route(
                Provider.LOCAL.code(),
                Provider.LOCAL.mode(),
                local.modelName(),
                true,
                true,
                window == null ? local.context() : Math.min(window, local.context()),
                Price.FREE,
                routing.missing(Provider.LOCAL, Provider.LOCAL.mode(), "", agent),
                null);
    }

    /** How the model in a file of this machine would be called; empty when no file is named. */
    public Optional<Route> localModel() {
        return local.wanted()
                ? Optional.of(ofFile(AgentDefinition.named(Provider.LOCAL.code())))
                : Optional.empty();
    }

    /** A sentence when the model the agent names was retired and another one is used. */
    public Optional<String> modelWarning(AgentDefinition agent) {
        return Provider.of(agent)
                .flatMap(
                        provider ->
                                Optional.ofNullable(
                                        models.get().choose(provider, agent).warning()));
    }

    /** As {@link #agent(AgentDefinition, Mode)}, in the mode the settings lead to. */
    public Agent agent(AgentDefinition agent) {
        return agent(agent, Mode.AUTO);
    }

    /**
     * Something that answers for this agent.
     *
     * @param mode what the caller insists on; {@code AUTO} leaves it to settings and agent
     * @throws AgentFailure {@code UNAVAILABLE}, with the route's reason, when it cannot be used
     */
    public Agent agent(AgentDefinition agent, Mode mode) {
        var route = route(agent, mode);
        var reason = route.unavailableReason();
        if (reason != null) {
            throw new AgentFailure(AgentFailure.Kind.UNAVAILABLE, reason);
        }
        var provider = Provider.of(agent).orElseThrow();
        if (provider == Provider.OFFLINE) {
            return offline;
        }
        if (provider == Provider.LOCAL) {
            return local.agent();
        }
        var choice = models.get().choose(provider, agent);
        var key = routing.key(provider);
        var service =
                "%s %s %s %d"
                        .formatted(provider, route.mode(), route.model(), key.value().hashCode());
        return breakers.guard(
                service,
                route.model(),
                route.mode().equals("cli")
                        ? program(provider, choice)
                        : limited(provider, remote(provider, key, choice)));
    }

    /**
     * The allowance the agent's calls draw from; empty where nobody counts: tools with a flat
     * login, servers of one's own, fixed rules.
     */
    public Optional<Allowance> allowance(AgentDefinition agent) {
        var route = route(agent);
        return Provider.of(agent)
                .filter(_ -> route.mode().equals("api"))
                .flatMap(
                        provider ->
                                allowance(
                                        provider,
                                        settings.limits().of(provider),
                                        routing.key(provider)));
    }

    static Optional<Allowance> allowance(Provider provider, AgentSettings.Limit limit, ApiKey key) {
        if (limit.none()) {
            return Optional.empty();
        }
        var credential = HexFormat.of().formatHex(Sha256.of(key.value()), 0, 8);
        return Optional.of(
                new Allowance(
                        provider.code(),
                        credential,
                        limit.requestsPerMinute(),
                        limit.tokensPerMinute()));
    }

    private Agent program(Provider provider, ModelTable.Choice choice) {
        var tool = Objects.requireNonNull(provider.tool());
        var program = tools.find(tool).orElseThrow();
        return tools.agent(tool, program, choice.model().id(), choice.effort());
    }

    private Agent remote(Provider provider, ApiKey key, ModelTable.Choice choice) {
        var idle = settings.idleTimeout();
        var model = choice.model().id();
        return switch (provider) {
            case ANTHROPIC ->
                    http.anthropic(
                            new HttpAgents.Target(
                                    settings.anthropic().baseUrl(), key, model, idle));
            // Nothing is heard of a whole answer before it is finished.
            case GEMINI ->
                    http.gemini(
                            new HttpAgents.Target(settings.gemini().baseUrl(), key, model, null));
            case OPENAI -> openAi(provider, settings.openai().baseUrl(), key, choice, idle);
            case GROQ -> openAi(provider, settings.groq().baseUrl(), key, choice, idle);
            // A model of one's own may have to be loaded first, so only the whole time counts.
            case OLLAMA -> openAi(provider, settings.ollama().baseUrl(), UNREAD_KEY, choice, null);
            case OFFLINE, LOCAL ->
                    throw new IllegalStateException("Nothing to call for " + provider);
        };
    }

    private Agent openAi(
            Provider provider,
            String baseUrl,
            ApiKey key,
            ModelTable.Choice choice,
            @Nullable Duration idle) {
        return openAiCompatible.agent(
                new OpenAiCompatible.Target(
                        provider.code(),
                        baseUrl,
                        key,
                        choice.model().id(),
                        choice.model().reasoning(),
                        choice.effort(),
                        idle));
    }

    private Agent limited(Provider provider, Agent agent) {
        return provider == Provider.OLLAMA
                ? agent
                : (request, onDelta) -> agent.ask(request.within(settings.callTimeout()), onDelta);
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
                        .formatted(agent.name()),
                null);
    }
}
