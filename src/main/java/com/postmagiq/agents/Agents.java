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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    /** It works on one call at a time; a second one would only wait inside of it. */
    private static final int OLLAMA_AT_ONCE = 1;

    private final AgentSettings settings;
    private final ProviderSettings providers;
    private final Supplier<ModelTable> models;
    private final Routing routing;
    private final Tools tools;
    private final Agent offline = new OfflineAgent();
    private final LocalProvider local;
    private final BooleanSupplier localElsewhere;
    private final OpenAiCompatible openAiCompatible = new OpenAiCompatible();
    private final HttpAgents http = new HttpAgents();
    private final OllamaModels ollama;
    private final ServiceBreakers breakers;

    @Autowired
    public Agents(
            AgentSettings settings,
            ProviderSettings providers,
            Installation installation,
            Models models,
            LocalOffers offers) {
        this(settings, providers, installation, models, offers::elsewhere);
    }

    /**
     * @param localElsewhere whether another node runs the model of a file
     */
    Agents(
            AgentSettings settings,
            ProviderSettings providers,
            Installation installation,
            Supplier<ModelTable> models,
            BooleanSupplier localElsewhere) {
        this.settings = settings;
        this.providers = providers;
        this.localElsewhere = localElsewhere;
        this.models = models;
        var wanted = providers.tools();
        var ours = System.getenv();
        this.tools =
                new Tools(
                        wanted.path().isBlank() ? ours.getOrDefault("PATH", "") : wanted.path(),
                        wanted.environment(),
                        wanted.killAfter(),
                        ours);
        this.local = new LocalProvider(providers.local().settings());
        var server = providers.ollama();
        this.ollama =
                new OllamaModels(server, http.ollamaServer(server.host(), server.pullTimeout()));
        this.routing = new Routing(settings, providers, tools, ollama, local, installation);
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
    public Route route(AgentDefinition named, Mode mode) {
        var found = Provider.of(named);
        if (found.isEmpty()) {
            return unroutable(named);
        }
        var provider = found.get();
        if (provider == Provider.LOCAL) {
            return ofFile(named);
        }
        var agent = provider == Provider.OLLAMA ? ollama.meant(named) : named;
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
                missingLocal(agent),
                null);
    }

    private @Nullable String missingLocal(AgentDefinition agent) {
        var reason = routing.missing(Provider.LOCAL, Provider.LOCAL.mode(), "", agent);
        return reason != null && agent.enabled() && localElsewhere.getAsBoolean() ? null : reason;
    }

    /** Whether the model of a file answers for the agent. */
    public boolean local(AgentDefinition agent) {
        return Provider.of(agent).filter(provider -> provider == Provider.LOCAL).isPresent();
    }

    /** Whether this node can ask the model of a file. */
    boolean localHere() {
        return local.missing(Provider.LOCAL.code()) == null;
    }

    /** Whether another node can ask the model of a file, and this one cannot. */
    public boolean localOnlyElsewhere() {
        return !localHere() && localElsewhere.getAsBoolean();
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
        var choice =
                models.get()
                        .choose(
                                provider,
                                provider == Provider.OLLAMA ? ollama.meant(agent) : agent);
        var key = routing.key(provider);
        var service =
                "%s %s %s %d"
                        .formatted(provider, route.mode(), route.model(), key.value().hashCode());
        return breakers.guard(
                service,
                route.model(),
                route.mode().equals("cli")
                        ? program(provider, choice)
                        : limited(provider, remote(provider, key, choice, route.contextWindow())));
    }

    /** Whether {@link #prepare} has something to do; may ask a server, a second at most. */
    public boolean unprepared(AgentDefinition agent) {
        return sharedServer(agent).isPresent()
                && route(agent).available()
                && ollama.toFetch(agent, route(agent).model());
    }

    /**
     * Has what a call needs made ready, which may take minutes that are not the call's own: a
     * server of one's own fetches a missing model.
     *
     * @param progress hears what it waits for
     * @throws AgentFailure {@code UNAVAILABLE} when it cannot be had; {@code CANCELLED} when the
     *     waiting thread is interrupted
     */
    public void prepare(AgentDefinition agent, Consumer<String> progress) {
        if (unprepared(agent)) {
            ollama.fetch(route(agent).model(), progress);
        }
    }

    /** How long {@link #prepare} may take. */
    public Duration longestPreparation() {
        return providers.ollama().pullTimeout();
    }

    /** The server of one's own that answers for the agent; empty for all others. */
    public Optional<SharedServer> sharedServer(AgentDefinition agent) {
        return Provider.of(agent)
                .filter(provider -> provider == Provider.OLLAMA)
                .map(
                        provider ->
                                new SharedServer(
                                        provider.code(),
                                        hashed(providers.ollama().host()),
                                        OLLAMA_AT_ONCE));
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
                                        providers.limits().of(provider),
                                        routing.key(provider)));
    }

    static Optional<Allowance> allowance(
            Provider provider, ProviderSettings.Limit limit, ApiKey key) {
        if (limit.none()) {
            return Optional.empty();
        }
        return Optional.of(
                new Allowance(
                        provider.code(),
                        hashed(key.value()),
                        limit.requestsPerMinute(),
                        limit.tokensPerMinute()));
    }

    private static String hashed(String text) {
        return HexFormat.of().formatHex(Sha256.of(text), 0, 8);
    }

    private Agent program(Provider provider, ModelTable.Choice choice) {
        var tool = Objects.requireNonNull(provider.tool());
        var program = tools.find(tool).orElseThrow();
        return tools.agent(tool, program, choice.model().id(), choice.effort());
    }

    private Agent remote(
            Provider provider, ApiKey key, ModelTable.Choice choice, int contextWindow) {
        var idle = settings.idleTimeout();
        var model = choice.model().id();
        return switch (provider) {
            case ANTHROPIC ->
                    http.anthropic(
                            new HttpAgents.Target(
                                    providers.anthropic().baseUrl(), key, model, idle));
            // Nothing is heard of a whole answer before it is finished.
            case GEMINI ->
                    http.gemini(
                            new HttpAgents.Target(providers.gemini().baseUrl(), key, model, null));
            case OPENAI -> openAi(provider, providers.openai().baseUrl(), key, choice, idle);
            case GROQ -> openAi(provider, providers.groq().baseUrl(), key, choice, idle);
            case OLLAMA ->
                    http.ollama(
                            new HttpAgents.OwnServer(
                                    providers.ollama().host(),
                                    model,
                                    contextWindow,
                                    providers.ollama().keepAlive()));
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
