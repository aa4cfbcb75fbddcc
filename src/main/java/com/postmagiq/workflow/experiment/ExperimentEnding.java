package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Cancels and deletes experiments. */
@Service
@Transactional
class ExperimentEnding {
    private final Experiments experiments;
    private final Cells cells;
    private final ExperimentConductor conductor;
    private final RunCommands commands;
    private final Runs runs;
    private final Clock clock;

    ExperimentEnding(
            Experiments experiments,
            Cells cells,
            ExperimentConductor conductor,
            RunCommands commands,
            Runs runs,
            Clock clock) {
        this.experiments = experiments;
        this.cells = cells;
        this.conductor = conductor;
        this.commands = commands;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Ends it now: runs under way are aborted, what has not begun is skipped, what is measured
     * stays.
     */
    void cancel(UUID id, Actor actor) {
        var experiment = experiments.lock(id);
        if (experiment.status() == Experiment.Status.CANCELLED) {
            return;
        }
        if (experiment.status().terminal()) {
            throw new ProblemException(
                    ExperimentProblem.EXPERIMENT_ENDED,
                    "The experiment '%s' is %s; there is nothing left to cancel."
                            .formatted(experiment.label(), experiment.status().code()));
        }
        conductor.settle(experiment);
        cells.skipQueued(id);
        for (var cell : cells.running(id)) {
            // Under its lock, so that it cannot end by itself between the look and the abort.
            runs.lock(Objects.requireNonNull(cell.runId()))
                    .filter(run -> !run.status().terminal())
                    .ifPresent(run -> commands.abort(run.id(), actor));
        }
        conductor.settle(experiment);
        experiments.stopped(id, Experiment.CANCELLED);
        experiments.end(id, Experiment.Status.CANCELLED, clock.instant());
    }

    /** Takes an ended one away with the texts of its runs; what they cost stays in the accounts. */
    void delete(UUID id) {
        erase(experiments.lock(id));
    }

    /** The same for one that is known to be there. */
    void erase(Experiment experiment) {
        if (!experiment.status().terminal()) {
            throw new ProblemException(
                    ExperimentProblem.EXPERIMENT_RUNNING,
                    "The experiment '%s' is %s; cancel it before you delete it."
                            .formatted(experiment.label(), experiment.status().code()));
        }
        var all = cells.of(experiment.id());
        experiments.delete(experiment.id());
        for (var cell : all) {
            if (cell.runId() != null && runs.find(cell.runId()).isPresent()) {
                commands.delete(cell.runId());
            }
        }
    }
}
