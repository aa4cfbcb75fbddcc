package com.postmagiq.cli;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.control.Deciding;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Stays with a run until it needs nothing more from this terminal: shows its progress, lets a
 * worker of this process help out when there is no other, puts its questions, and pauses it on
 * Ctrl-C.
 */
final class RunSession {
    static final Duration OTHERS_MAY_TAKE = Duration.ofSeconds(3);

    private final Launcher launcher;
    private final Terminal terminal;
    private final Desk desk;
    private volatile boolean interrupted;
    private @Nullable ConfigurableApplicationContext helper;

    RunSession(Launcher launcher, Terminal terminal, Desk desk) {
        this.launcher = launcher;
        this.terminal = terminal;
        this.desk = desk;
    }

    /** Who answers when the run asks a person. */
    interface Answers {
        /** Empty leaves the run waiting. */
        Optional<DecisionRequest> answer(RunViews.Run run, RunViews.Decision question);
    }

    /** Returns when the run has ended, is paused, or waits for somebody else. */
    RunViews.Run carry(UUID runId, Progress progress, Answers answers) {
        return carryFrom(runId, 0, progress, answers);
    }

    /** The same, showing only what happens after an event. */
    RunViews.Run carryFrom(UUID runId, long seen, Progress progress, Answers answers) {
        return guarded(
                runId,
                () ->
                        untilNobodyHereIsNeeded(
                                new Following(desk, progress, runId, seen), runId, answers));
    }

    /** Executes state after state until the named one is done, and leaves the run paused. */
    RunViews.Run carryThrough(UUID runId, String state, Progress progress, Answers answers) {
        return guarded(
                runId,
                () -> {
                    var following = new Following(desk, progress, runId, 0);
                    while (true) {
                        var last = following.run().currentState().equals(state);
                        desk.run(() -> desk.bean(RunCommands.class).step(runId, desk.actor()));
                        var run = untilNobodyHereIsNeeded(following, runId, answers);
                        if (last || !run.status().equals("paused")) {
                            return run;
                        }
                    }
                });
    }

    private RunViews.Run untilNobodyHereIsNeeded(Following following, UUID runId, Answers answers)
            throws InterruptedException {
        while (true) {
            var run = following.untilItRests(OTHERS_MAY_TAKE, this::help);
            terminal.status("");
            var question = run.openDecision();
            var answer =
                    question == null || !run.status().equals("awaiting_human")
                            ? Optional.<DecisionRequest>empty()
                            : answers.answer(run, question);
            if (answer.isEmpty()) {
                return run;
            }
            decide(runId, answer.get());
        }
    }

    /** Work during which Ctrl-C pauses the run. */
    private interface Work {
        RunViews.Run get() throws InterruptedException;
    }

    private RunViews.Run guarded(UUID runId, Work work) {
        var hook = Thread.ofPlatform().name("pause on Ctrl-C").unstarted(() -> pause(runId));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(Exit.INTERRUPTED, "Interrupted.", e);
        } finally {
            awaitEndIfInterrupted();
            Runtime.getRuntime().removeShutdownHook(hook);
            if (helper != null) {
                helper.close();
            }
        }
    }

    private void decide(UUID runId, DecisionRequest answer) {
        try {
            desk.run(() -> desk.bean(Deciding.class).decide(runId, answer, desk.actor()));
        } catch (ProblemException e) {
            if (!terminal.person()) {
                throw e;
            }
            // Asked again: the same question is still open, or the run tells what became of it.
            terminal.complain(e.getMessage());
        }
    }

    private void help() {
        if (desk.context().getBeansOfType(Scheduler.class).isEmpty()) {
            terminal.note("No worker takes the run up, so this command advances it itself.");
            helper = launcher.worker(List.of());
        }
    }

    private void pause(UUID runId) {
        interrupted = true;
        terminal.status("");
        try {
            desk.run(() -> desk.bean(RunCommands.class).pause(runId, desk.actor()));
            var number = desk.call(() -> number(runId));
            terminal.complain(
                    "Paused run %d; nothing is lost. Go on with: postmagiq run --resume %d"
                            .formatted(number, number));
        } catch (ProblemException e) {
            terminal.complain(e.getMessage());
        } finally {
            if (helper != null) {
                helper.close();
            }
            desk.close();
        }
    }

    private long number(UUID runId) {
        return desk.bean(RunHistory.class).run(runId.toString(), false).number();
    }

    /** The hook owns the application from here on; this thread has nothing more to do in it. */
    private void awaitEndIfInterrupted() {
        if (interrupted) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
