package com.postmagiq.agents;

import com.postmagiq.agents.tool.GraphicsMemory;
import com.postmagiq.agents.wire.OllamaServer;
import java.net.URI;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The models of a server of one's own: which one an agent means, and whether it is there. */
final class OllamaModels {
    private static final String AUTO = "auto";
    private static final Set<String> THIS_MACHINE =
            Set.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0");

    private final ProviderSettings.Ollama settings;
    private final OllamaServer server;
    private volatile @Nullable OllamaTier tier;

    OllamaModels(ProviderSettings.Ollama settings, OllamaServer server) {
        this.settings = settings;
        this.server = server;
    }

    /** The agent with the model that {@code auto} stands for on this machine; others unchanged. */
    AgentDefinition meant(AgentDefinition agent) {
        if (!AUTO.equals(agent.model())) {
            return agent;
        }
        var size = tier();
        var wanted = size.model(agent.name());
        var instead = !agent.autoPull() && !server.holds(wanted) && server.holds(size.fallback());
        return agent.using(instead ? size.fallback() : wanted, size.context());
    }

    /** A card does not come and go; the driver's program is asked once. */
    private OllamaTier tier() {
        var known = tier;
        if (known == null) {
            known = OllamaTier.of(memory());
            tier = known;
        }
        return known;
    }

    private long memory() {
        var told = settings.gpuMemory().toBytes();
        if (told > 0) {
            return told;
        }
        var host = URI.create(settings.host()).getHost();
        // This machine's card says nothing about another one's.
        return host != null && THIS_MACHINE.contains(host) ? GraphicsMemory.bytes("nvidia-smi") : 0;
    }

    /** Why an agent cannot be used, or null when it can; asks the server, a second at most. */
    @Nullable String missing(AgentDefinition agent, String model) {
        if (server.models().isEmpty()) {
            return "Agent %s needs Ollama, which does not answer at %s; start it or set OLLAMA_HOST."
                    .formatted(agent.name(), settings.host());
        }
        return agent.autoPull() || server.holds(model)
                ? null
                : "Agent %s needs the model %s; fetch it with: ollama pull %s"
                        .formatted(agent.name(), model, model);
    }

    /** Whether a model is missing and may be fetched. */
    boolean toFetch(AgentDefinition agent, String model) {
        return agent.autoPull() && !server.holds(model);
    }

    /** Has a missing model fetched; see {@link OllamaServer#fetch}. */
    void fetch(String model, Consumer<String> progress) {
        server.fetch(model, progress);
    }
}
