package com.postmagiq.bench;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentSettings;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Models;
import com.postmagiq.kernel.settings.Installation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Agents that answer at once: each place's first answer comes from the offline rules and is given
 * again to every later call, so that a run costs what the engine costs and nothing else.
 */
final class InstantAgents extends Agents {
    private final Map<String, AgentAnswer> answers = new ConcurrentHashMap<>();

    InstantAgents(AgentSettings settings, Installation installation, Models models) {
        super(settings, installation, models);
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
            return answers.computeIfAbsent(place, _ -> rules.ask(request, piece -> {}));
        };
    }
}
