package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.engine.ActiveRuns;
import com.postmagiq.workflow.engine.Losses;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.limits.SoftRule;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.PostProgress;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunChange;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pause, resume, step, abort, retry and delete: each a compare-and-set on the locked row of the
 * run.
 */
@Service
@Transactional
public class RunCommands {
    static final String EXPIRED = "approval_expired";

    private final Runs runs;
    private final RunEvents events;
    private final RunTasks tasks;
    private final Decisions decisions;
    private final Invocations invocations;
    private final Outputs outputs;
    private final Visits visits;
    private final PinnedConfigs configs;
    private final ActiveRuns active;
    private final RunCredits credits;
    private final Losses losses;
    private final PostProgress progress;
    private final Clock clock;

    RunCommands(
            Runs runs,
            RunEvents events,
            RunTasks tasks,
            Decisions decisions,
            Invocations invocations,
            Outputs outputs,
            Visits visits,
            PinnedConfigs configs,
            ActiveRuns active,
            RunCredits credits,
            Losses losses,
            PostProgress progress,
            Clock clock) {
        this.runs = runs;
        this.events = events;
        this.tasks = tasks;
        this.decisions = decisions;
        this.invocations = invocations;
        this.outputs = outputs;
        this.visits = visits;
        this.configs = configs;
        this.active = active;
        this.credits = credits;
        this.losses = losses;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * Stops before the next state; calls under way end by themselves. Doing it twice changes
     * nothing.
     */
    public void pause(UUID runId, Actor actor) {
        var change = change(runId);
        switch (change.run.status()) {
            case QUEUED -> {
                change.status = RunStatus.PAUSED;
                change.pauseRequested = true;
                change.pauseReason = "requested";
                save(
                        change,
                        event("run.paused", Map.of("reason", "requested", "by", actor.userId())));
            }
            case RUNNING, AWAITING_HUMAN -> {
                if (!change.pauseRequested) {
                    change.pauseRequested = true;
                    save(change, event("run.pause_requested", Map.of("by", actor.userId())));
                }
            }
            case PAUSED -> {}
            case COMPLETE, HALTED, FAILED, ABORTED -> throw conflict(change.run, "paused");
        }
    }

    public void resume(UUID runId, Actor actor) {
        var change = change(runId);
        if (change.run.status() == RunStatus.PAUSED && EXPIRED.equals(change.run.pauseReason())) {
            reopened(change, actor);
        } else if (change.run.status() == RunStatus.PAUSED) {
            resumed(change, actor, false);
        } else if (change.run.status().terminal()) {
            throw conflict(change.run, "resumed");
        } else if (change.pauseRequested) {
            // It has not stopped yet, or waits to do one step; whoever advances it sees this.
            change.pauseRequested = false;
            change.stepRequested = false;
            save(change, event("run.resumed", Map.of("by", actor.userId())));
        }
    }

    /** The question that expired is asked again, for as long as it was open before. */
    private void reopened(RunChange change, Actor actor) {
        decisions.reopenExpired(change.run.id(), clock.instant());
        change.status = RunStatus.AWAITING_HUMAN;
        change.pauseRequested = false;
        change.pauseReason = null;
        save(change, event("run.resumed", Map.of("by", actor.userId())));
    }

    /** Executes exactly one state, then pauses again. */
    public void step(UUID runId, Actor actor) {
        var change = change(runId);
        switch (change.run.status()) {
            case PAUSED, QUEUED -> resumed(change, actor, true);
            case RUNNING, AWAITING_HUMAN, COMPLETE, HALTED, FAILED, ABORTED ->
                    throw conflict(change.run, "stepped");
        }
    }

    private void resumed(RunChange change, Actor actor, boolean oneStep) {
        change.status = RunStatus.QUEUED;
        change.pauseRequested = oneStep;
        change.stepRequested = oneStep;
        change.pauseReason = null;
        var seq =
                save(
                        change,
                        event("run.resumed", Map.of("by", actor.userId(), "one_step", oneStep)));
        tasks.wake(change.run.workspaceId(), change.run.id(), seq, clock.instant());
    }

    /**
     * Ends the run now, whatever it is doing; answers that still arrive are booked and nothing
     * else.
     */
    public void abort(UUID runId, Actor actor) {
        var change = change(runId);
        if (change.run.status() == RunStatus.ABORTED) {
            return;
        }
        if (change.run.status().terminal()) {
            throw conflict(change.run, "aborted");
        }
        aborted(change, actor, new ArrayList<>());
    }

    /** Also the end of a decision that no transition leads on from. */
    void aborted(RunChange change, Actor actor, List<RunEvent> happened) {
        var now = clock.instant();
        var run = change.run;
        change.status = RunStatus.ABORTED;
        change.completedAt = now;
        change.pauseRequested = false;
        var reached =
                credits.reached(
                        configs.effective(run.configHash(), run.tier()),
                        run.id(),
                        outputs.of(run.id()));
        change.creditsCharged = Math.min(run.creditsQuoted(), reached);
        decisions
                .closeOpen(run.id(), "cancelled")
                .forEach(
                        id -> happened.add(event("decision.cancelled", Map.of("decision_id", id))));
        losses.book(
                run.id(),
                invocations.endStarted(
                        run.id(),
                        Invocation.Status.CANCELLED,
                        "cancelled",
                        "The run was aborted during this call.",
                        now));
        visits.closeOpen(run.id(), now);
        happened.add(
                event(
                        "run.aborted",
                        Map.of("by", actor.userId(), "credits_charged", change.creditsCharged)));
        save(change, happened.toArray(RunEvent[]::new));
        progress.failed(run);
        active.abort(run.id());
    }

    /** A new attempt from the state that failed; what counts towards hard limits goes on. */
    public void retry(UUID runId, Actor actor) {
        var change = change(runId);
        var run = change.run;
        if (run.status() != RunStatus.HALTED && run.status() != RunStatus.FAILED) {
            throw conflict(run, "retried");
        }
        var from = from(run);
        change.status = RunStatus.QUEUED;
        // A wish to pause that came too late to stop the run must not hold it now.
        change.pauseRequested = false;
        change.stepRequested = false;
        change.pauseReason = null;
        change.currentState = from;
        change.finalState = null;
        change.completedAt = null;
        change.error = null;
        change.creditsCharged = null;
        change.attempt = run.attempt() + 1;
        change.counters =
                change.counters.overridden(
                        List.of(SoftRule.STATE_VISIT_LIMIT, SoftRule.CYCLE_DETECTION), false);
        // The same inputs again: what the failed visit had consumed included.
        visits.of(run.id()).reversed().stream()
                .filter(visit -> visit.state().equals(from))
                .findFirst()
                .map(Visit::feedback)
                .filter(feedback -> !feedback.text().isBlank())
                .ifPresent(feedback -> change.pending.putIfAbsent(from, feedback));
        visits.closeOpen(run.id(), clock.instant());
        var seq =
                save(
                        change,
                        event(
                                "run.resumed",
                                Map.of(
                                        "by",
                                        actor.userId(),
                                        "reason",
                                        "retry",
                                        "attempt",
                                        change.attempt)));
        progress.started(run);
        tasks.wake(run.workspaceId(), run.id(), seq, clock.instant());
    }

    /**
     * The state that went wrong; a run that reached an error end goes back to the last state that
     * asked an agent.
     */
    private String from(Run run) {
        var config = configs.effective(run.configHash(), run.tier());
        if (!(config.states().get(run.currentState()) instanceof State.Terminal)) {
            return run.currentState();
        }
        return visits.of(run.id()).reversed().stream()
                .map(Visit::state)
                .filter(name -> config.states().get(name) instanceof State.Asking)
                .findFirst()
                .orElseThrow(() -> conflict(run, "retried"));
    }

    /**
     * Deletes an ended run: its texts go, what it cost stays in the accounts. The post it wrote is
     * not touched.
     */
    public void delete(UUID runId) {
        var change = change(runId);
        if (!change.run.status().terminal()) {
            throw conflict(change.run, "deleted");
        }
        runs.erase(runId, clock.instant());
    }

    RunChange change(UUID runId) {
        return new RunChange(runs.lock(runId).orElseThrow(() -> unknown(runId.toString())));
    }

    long save(RunChange change, RunEvent... happened) {
        var list = List.of(happened);
        var seq = runs.save(change, list.size());
        events.append(change.run.workspaceId(), change.run.id(), seq, list);
        return seq;
    }

    RunEvent event(String type, Map<String, ? extends @Nullable Object> data) {
        return RunEvent.of(
                type,
                null,
                null,
                clock.instant(),
                new LinkedHashMap<String, @Nullable Object>(data));
    }

    static ProblemException conflict(Run run, String what) {
        return new ProblemException(
                        RunProblem.CONFLICT,
                        "Run %d is %s and cannot be %s now."
                                .formatted(run.number(), run.status().code(), what))
                .with("status", run.status().code());
    }

    public static ProblemException unknown(String reference) {
        return new ProblemException(
                RunProblem.UNKNOWN_RUN,
                "There is no run %s in this workspace.".formatted(reference));
    }
}
