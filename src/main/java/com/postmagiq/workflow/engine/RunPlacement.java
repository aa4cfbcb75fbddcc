package com.postmagiq.workflow.engine;

import com.postmagiq.agents.Agents;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Runs;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Leaves runs that need the model of a file to the nodes that have the file. */
@Component
class RunPlacement {
    private final Agents agents;
    private final Runs runs;
    private final PinnedConfigs configs;

    RunPlacement(Agents agents, Runs runs, PinnedConfigs configs) {
        this.agents = agents;
        this.runs = runs;
        this.configs = configs;
    }

    /**
     * @throws RunBusy when another node can make this run's calls and this one cannot
     */
    void check(UUID runId) {
        if (!agents.localOnlyElsewhere()) {
            return;
        }
        var run = runs.find(runId);
        if (run.isPresent()
                && configs
                        .effective(run.get().configHash(), run.get().tier())
                        .agents()
                        .values()
                        .stream()
                        .anyMatch(agent -> agent.enabled() && agents.local(agent))) {
            throw new RunBusy(runId);
        }
    }
}
