package com.postmagiq.bench;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentSettings;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.LocalOffers;
import com.postmagiq.agents.Models;
import com.postmagiq.agents.ProviderSettings;
import com.postmagiq.kernel.settings.Installation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Agents that answer after a fixed time, or at once: each place's first answer comes from the
 * offline rules and is given again to every later call, so that a run costs what the engine costs
 * and nothing else.
 */
final class InstantAgents extends Agents {
    private final Map<String, AgentAnswer> answers = new ConcurrentHashMap<>();

    private final Duration thinking;

    InstantAgents(
            AgentSettings settings,
            ProviderSettings providers,
            Installation installation,
            Models models,
            LocalOffers offers,
            Duration thinking) {
        super(settings, providers, installation, models, offers);
        this.thinking = thinking;
    }

    @Override
    public Agent agent(AgentDefinition definition, AgentSettings.Mode mode) {
        var rules = super.agent(definition, mode);
        return (request, onDelta) -> {
            var task = request.task();
            var place =
                    String.join(
                            " ",
                            definition.name(),
                            task.persona(),
                            task.contract().name(),
                            Integer.toString(task.materials().size()));
            LockSupport.parkNanos(thinking.toNanos());
            return answers.computeIfAbsent(place, _ -> rules.ask(request, piece -> {}));
        };
    }
}
