package com.postmagiq.workflow.experiment;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.kernel.tasks.Tasks;
import com.postmagiq.workflow.run.EndedTrials;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has experiments looked after: once for each cell that ends, and now and then until the experiment
 * itself has ended, whatever became of its runs.
 */
@Component
class ExperimentTasks implements EndedTrials {
    /** Ids only: tasks hold no tenant text. */
    record ExperimentRef(UUID workspaceId, UUID experimentId, @Nullable UUID runId) {}

    static final TaskDescriptor<ExperimentRef> ADVANCE =
            TaskDescriptor.of("advance-experiment", ExperimentRef.class);

    private final Tasks tasks;
    private final Cells cells;
    private final Clock clock;

    ExperimentTasks(Tasks tasks, Cells cells, Clock clock) {
        this.tasks = tasks;
        this.cells = cells;
        this.clock = clock;
    }

    /** Schedules inside the caller's transaction. */
    void watch(UUID workspaceId, UUID experimentId, Instant at) {
        tasks.schedule(
                ADVANCE,
                experimentId.toString(),
                new ExperimentRef(workspaceId, experimentId, null),
                at);
    }

    @Override
    public void ended(UUID workspaceId, UUID runId) {
        cells.experimentOf(runId)
                .ifPresent(
                        experiment ->
                                tasks.schedule(
                                        ADVANCE,
                                        experiment + ":" + runId,
                                        new ExperimentRef(workspaceId, experiment, runId),
                                        clock.instant()));
    }
}
