package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.FinishedPosts;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.Visits;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Completes a run past the checks that are still ahead. */
@Service
@Transactional
public class ForcedCompletion {
    private static final Duration FORCE_AFTER_HALT = Duration.ofDays(7);
    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 500;

    private final RunCommands commands;
    private final Decisions decisions;
    private final Outputs outputs;
    private final Visits visits;
    private final FinishedPosts posts;
    private final Clock clock;

    ForcedCompletion(
            RunCommands commands,
            Decisions decisions,
            Outputs outputs,
            Visits visits,
            FinishedPosts posts,
            Clock clock) {
        this.commands = commands;
        this.decisions = decisions;
        this.outputs = outputs;
        this.visits = visits;
        this.posts = posts;
        this.clock = clock;
    }

    /** Takes the text there is, past the gates that are still ahead; says who did it and why. */
    public void complete(UUID runId, Actor actor, @Nullable String reason) {
        var change = commands.change(runId);
        var run = change.run;
        actor.requirePerson();
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
            throw RunCommands.conflict(run, "completed by force");
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
        if (run.writesPost()) {
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
                                    run.offline(),
                                    false));
        }
        var happened = new ArrayList<RunEvent>();
        decisions
                .closeOpen(run.id(), "cancelled")
                .forEach(
                        id ->
                                happened.add(
                                        commands.event(
                                                "decision.cancelled", Map.of("decision_id", id))));
        visits.closeOpen(run.id(), now);
        happened.add(
                commands.event(
                        "run.completed",
                        Map.of(
                                "final_state", run.currentState(),
                                "forced", true,
                                "by", actor.userId(),
                                "credits_charged", run.creditsQuoted())));
        commands.save(change, happened.toArray(RunEvent[]::new));
    }

    private Optional<Output> text(UUID runId) {
        var all = outputs.of(runId);
        return newest(all, OutputType.FINAL).or(() -> newest(all, OutputType.DRAFT));
    }

    private static Optional<Output> newest(List<Output> all, OutputType type) {
        return all.stream().filter(output -> output.is(type)).max(Comparator.comparing(Output::id));
    }
}
