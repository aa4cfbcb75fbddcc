package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.ModelKnowledge;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.RunError;
import com.postmagiq.workflow.run.RunStatus;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a run is charged in credits when it ends; it is quoted before it starts and never costs more
 * by itself.
 */
@Component
public class RunCredits {
    private static final String ENDED_BY_CONTENT = "state.halted";

    private final ModelKnowledge models;

    RunCredits(ModelKnowledge models) {
        this.models = models;
    }

    public boolean free(AgentDefinition agent) {
        return models.provider(agent).map(models::free).orElse(false);
    }

    /**
     * The whole quote for a finished run, what was reached when its content stopped it, nothing
     * when a limit or a fault did.
     */
    int charged(Lease lease, RunStatus status, @Nullable RunError error) {
        return switch (status) {
            case COMPLETE -> lease.run.creditsQuoted();
            case HALTED ->
                    error != null && error.code().equals(ENDED_BY_CONTENT)
                            ? Math.min(
                                    lease.run.creditsQuoted(),
                                    reached(lease.config, lease.run.id(), lease.outputs()))
                            : 0;
            case ABORTED ->
                    Math.min(
                            lease.run.creditsQuoted(),
                            reached(lease.config, lease.run.id(), lease.outputs()));
            case FAILED, QUEUED, RUNNING, PAUSED, AWAITING_HUMAN -> 0;
        };
    }

    /** The deduction points of what the run itself wrote, each for the first time. */
    public int reached(WorkflowConfig config, UUID runId, List<Output> outputs) {
        var points = 0;
        var counted = new HashSet<String>();
        for (var output : outputs) {
            var state = output.state() == null ? null : config.states().get(output.state());
            if (output.runId().equals(runId)
                    && state instanceof State.Asking asking
                    && output.agent() != null
                    && counted.add(output.state() + "#" + output.slot())) {
                points += CreditPrice.deduction(config, asking, output.agent(), this::free);
            }
        }
        return points;
    }
}
