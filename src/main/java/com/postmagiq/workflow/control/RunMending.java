package com.postmagiq.workflow.control;

import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the minutely repair does to one run, each under the row's lock and only if the finding still
 * holds.
 */
@Service
@Transactional
class RunMending {
    private final RunCommands commands;
    private final Decisions decisions;
    private final RunTasks tasks;
    private final Clock clock;

    RunMending(RunCommands commands, Decisions decisions, RunTasks tasks, Clock clock) {
        this.commands = commands;
        this.decisions = decisions;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Gives a run that waits for work, and that nobody will wake, its task back. */
    void wakeIfIdle(UUID runId) {
        var change = commands.change(runId);
        if (change.run.status() == RunStatus.QUEUED || change.run.status() == RunStatus.RUNNING) {
            var seq =
                    commands.save(
                            change,
                            commands.event("log", Map.of("text", "Woken by the minutely repair")));
            tasks.wake(change.run.workspaceId(), runId, seq, clock.instant());
        }
    }

    /** Takes back the question of a run that has ended: no answer could lead anywhere. */
    void cancelLeftOpen(UUID runId) {
        var change = commands.change(runId);
        if (!change.run.status().terminal()) {
            return;
        }
        var cancelled =
                decisions.closeOpen(runId, "cancelled").stream()
                        .map(id -> commands.event("decision.cancelled", Map.of("decision_id", id)))
                        .toArray(RunEvent[]::new);
        if (cancelled.length > 0) {
            commands.save(change, cancelled);
        }
    }

    /** Pauses a run whose open decision is overdue; nothing is approved or aborted by waiting. */
    void expire(UUID runId) {
        var change = commands.change(runId);
        var now = clock.instant();
        var open =
                decisions
                        .open(runId)
                        .filter(
                                point ->
                                        point.expiresAt() != null
                                                && point.expiresAt().isBefore(now));
        if (change.run.status() != RunStatus.AWAITING_HUMAN || open.isEmpty()) {
            return;
        }
        decisions.closeOpen(runId, "expired");
        change.status = RunStatus.PAUSED;
        change.pauseReason = RunCommands.EXPIRED;
        commands.save(
                change,
                commands.event("decision.expired", Map.of("decision_id", open.get().id())),
                commands.event("run.paused", Map.of("reason", RunCommands.EXPIRED)));
    }
}
