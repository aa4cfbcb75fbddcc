package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.engine.ActiveRuns;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.limits.SoftRule;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.FinishedPosts;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PinnedConfigs;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Pause, resume, step, abort, retry and force-complete: each a compare-and-set on the locked row of
 * the run.
 */
@Service
@Transactional
public class RunCommands {
    private static final Duration FORCE_AFTER_HALT = Duration.ofDays(7);
    private static final String EXPIRED = "approval_expired";
    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 500;

    private final Runs runs;
    private final RunEvents events;
    private final RunTasks tasks;
    private final Decisions decisions;
    private final Invocations invocations;
    private final Outputs outputs;
    private final Visits visits;
    private final FinishedPosts posts;
    private final PinnedConfigs configs;
    private final ActiveRuns active;
    private final RunCredits credits;
    private final Clock clock;

    RunCommands(
            Runs runs,
            RunEvents events,
            RunTasks tasks,
            Decisions decisions,
            Invocations invocations,
            Outputs outputs,
            Visits visits,
            FinishedPosts posts,
            PinnedConfigs configs,
            ActiveRuns active,
            RunCredits credits,
            Clock clock) {
        this.runs = runs;
        this.events = events;
        this.tasks = tasks;
        this.decisions = decisions;
        this.invocations = invocations;
        this.outputs = outputs;
        this.visits = visits;
        this.posts = posts;
        this.configs = configs;
        this.active = active;
        this.credits = credits;
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
        var waiting =
                change.run.status() == RunStatus.AWAITING_HUMAN
                        || change.run.status() == RunStatus.RUNNING;
        if (change.run.status() == RunStatus.PAUSED && EXPIRED.equals(change.run.pauseReason())) {
            reopened(change, actor);
        } else if (change.run.status() == RunStatus.PAUSED) {
            resumed(change, actor, false);
        } else if (waiting && change.pauseRequested) {
            change.pauseRequested = false;
            change.stepRequested = false;
            save(change, event("run.resumed", Map.of("by", actor.userId())));
        } else if (change.run.status().terminal()) {
            throw conflict(change.run, "resumed");
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
                        configs.effective(run.configHash(), run.tier()), outputs.of(run.id()));
        change.creditsCharged = Math.min(run.creditsQuoted(), reached);
        decisions
                .closeOpen(run.id(), "cancelled")
                .forEach(
                        id -> happened.add(event("decision.cancelled", Map.of("decision_id", id))));
        invocations.endStarted(
                run.id(),
                Invocation.Status.CANCELLED,
                "cancelled",
                "The run was aborted during this call.",
                now);
        visits.closeOpen(run.id(), now);
        happened.add(
                event(
                        "run.aborted",
                        Map.of("by", actor.userId(), "credits_charged", change.creditsCharged)));
        save(change, happened.toArray(RunEvent[]::new));
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

    /** Takes the text there is, past the gates that are still ahead; says who did it and why. */
    public void forceComplete(UUID runId, Actor actor, @Nullable String reason) {
        var change = change(runId);
        var run = change.run;
        var given = reason == null ? "" : reason.strip();
        if (given.length() < SHORTEST_REASON || given.length() > LONGEST_REASON) {
            throw new ProblemException(
                    RunProblem.REASON_REQUIRED,
                    "Say in %d to %d characters why this run is completed past its checks."
                            .formatted(SHORTEST_REASON, LONGEST_REASON));
        }
        var now = clock.instant();
        var recentHalt =
                run.status() == RunStatus.HALTED
                        && run.completedAt() != null
                        && run.completedAt().isAfter(now.minus(FORCE_AFTER_HALT));
        if (run.status() != RunStatus.AWAITING_HUMAN
                && run.status() != RunStatus.PAUSED
                && !recentHalt) {
            throw conflict(run, "completed by force");
        }
        var text =
                text(run.id())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                RunProblem.NOTHING_TO_COMPLETE,
                                                "Run %d has no draft yet that could become a post."
                                                        .formatted(run.number())));
        var story =
                outputs.of(run.id()).stream()
                        .filter(output -> output.type().equals(Output.STORY_TYPE))
                        .findFirst()
                        .orElseThrow();
        change.status = RunStatus.COMPLETE;
        change.finalState = run.currentState();
        change.completedAt = now;
        change.error = null;
        change.pauseRequested = false;
        change.forcedBy = actor.userId();
        change.forcedReason = given;
        change.finalOutputId = text.id();
        change.creditsCharged = run.creditsQuoted();
        change.postId =
                posts.store(
                        new FinishedPosts.Finished(
                                run.id(),
                                run.number(),
                                run.postId(),
                                run.label(),
                                run.shape(),
                                story.content(),
                                text.content(),
                                actor.userId(),
                                run.offline()));
        var happened = new ArrayList<RunEvent>();
        decisions
                .closeOpen(run.id(), "cancelled")
                .forEach(
                        id -> happened.add(event("decision.cancelled", Map.of("decision_id", id))));
        visits.closeOpen(run.id(), now);
        happened.add(
                event(
                        "run.completed",
                        Map.of(
                                "final_state", run.currentState(),
                                "forced", true,
                                "credits_charged", run.creditsQuoted())));
        save(change, happened.toArray(RunEvent[]::new));
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

    private Optional<Output> text(UUID runId) {
        var all = outputs.of(runId);
        return newest(all, OutputType.FINAL).or(() -> newest(all, OutputType.DRAFT));
    }

    private static Optional<Output> newest(List<Output> all, OutputType type) {
        return all.stream().filter(output -> output.is(type)).max(Comparator.comparing(Output::id));
    }

    /** Gives a run that waits for work, and that nobody will wake, its task back. */
    void wakeIfIdle(UUID runId) {
        var change = change(runId);
        if (change.run.status() == RunStatus.QUEUED || change.run.status() == RunStatus.RUNNING) {
            var seq = save(change, event("log", Map.of("text", "Woken by the minutely repair")));
            tasks.wake(change.run.workspaceId(), runId, seq, clock.instant());
        }
    }

    /** Pauses a run whose open decision is overdue; nothing is approved or aborted by waiting. */
    void expire(UUID runId) {
        var change = change(runId);
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
        change.pauseReason = EXPIRED;
        save(
                change,
                event("decision.expired", Map.of("decision_id", open.get().id())),
                event("run.paused", Map.of("reason", EXPIRED)));
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

    private RunEvent event(String type, Map<String, ? extends @Nullable Object> data) {
        return RunEvent.of(
                type,
                null,
                null,
                clock.instant(),
                new LinkedHashMap<String, @Nullable Object>(data));
    }

    private static ProblemException conflict(Run run, String what) {
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
