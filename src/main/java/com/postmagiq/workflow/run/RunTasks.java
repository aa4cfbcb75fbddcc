package com.postmagiq.workflow.run;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.postmagiq.kernel.tasks.Tasks;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Wakes the engine for a run. Each wake-up has a key of its own, so that one asked for while the
 * last is still ending is not swallowed; two that meet are settled by the run's fencing number.
 */
@Component
public class RunTasks {
    /** Ids only: tasks hold no tenant text. */
    public record RunRef(UUID workspaceId, UUID runId) {}

    public static final TaskDescriptor<RunRef> ADVANCE =
            TaskDescriptor.of("advance-run", RunRef.class);

    private final Tasks tasks;

    RunTasks(Tasks tasks) {
        this.tasks = tasks;
    }

    /**
     * Schedules inside the caller's transaction.
     *
     * @param lastSeq the run's event number, which makes the key unique
     */
    public void wake(UUID workspaceId, UUID runId, long lastSeq, Instant at) {
        tasks.schedule(ADVANCE, runId + ":" + lastSeq, new RunRef(workspaceId, runId), at);
    }
}
