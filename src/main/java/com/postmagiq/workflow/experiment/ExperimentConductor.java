package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.control.ArmConfigs;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workflow.registry.WorkflowSettings;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.Runs;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes an experiment a step further: measures the cells whose runs have ended, begins as many as
 * there is room and money for, and ends it after the last. A cell and its run come into being in
 * one commit, so that none gets two. At most half of the places for runs are used, all experiments
 * of the workspace together.
 */
@Component
class ExperimentConductor {
    private static final Logger LOG = LoggerFactory.getLogger(ExperimentConductor.class);
    private static final String NO_BUDGET = "budget_exceeded";

    private final Experiments experiments;
    private final Cells cells;
    private final GoldenSets sets;
    private final CellMeasures measures;
    private final ArmConfigs configs;
    private final WorkflowRuns starts;
    private final Runs runs;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final int places;

    ExperimentConductor(
            Experiments experiments,
            Cells cells,
            GoldenSets sets,
            CellMeasures measures,
            ArmConfigs configs,
            WorkflowRuns starts,
            Runs runs,
            TransactionTemplate transactions,
            WorkflowSettings settings,
            Clock clock) {
        this.experiments = experiments;
        this.cells = cells;
        this.sets = sets;
        this.measures = measures;
        this.configs = configs;
        this.starts = starts;
        this.runs = runs;
        this.transactions = transactions;
        this.clock = clock;
        this.places = Math.max(1, settings.concurrentRuns() / 2);
    }

    /**
     * Does what can be done now.
     *
     * @return whether something is left to do
     */
    boolean advance(UUID workspaceId, UUID experimentId) {
        return CurrentWorkspace.call(
                workspaceId,
                () ->
                        Boolean.TRUE.equals(
                                transactions.execute(
                                        _ ->
                                                experiments.lockActive().stream()
                                                        .filter(it -> it.id().equals(experimentId))
                                                        .findFirst()
                                                        .map(this::step)
                                                        .orElse(false))));
    }

    private boolean step(Experiment experiment) {
        experiments.begin(experiment.id(), clock.instant());
        settle(experiment);
        begin(experiment);
        var tally = cells.tally(experiment.id());
        if (tally.of(Cell.Status.QUEUED) + tally.of(Cell.Status.RUNNING) > 0) {
            return true;
        }
        var any = tally.of(Cell.Status.DONE) + tally.of(Cell.Status.SKIPPED) > 0;
        experiments.end(
                experiment.id(),
                any ? Experiment.Status.COMPLETE : Experiment.Status.FAILED,
                clock.instant());
        return false;
    }

    /** Measures what has ended. */
    void settle(Experiment experiment) {
        for (var cell : cells.running(experiment.id())) {
            var run = Optional.ofNullable(cell.runId()).flatMap(runs::find);
            if (run.isEmpty()) {
                cells.settled(
                        cell.id(), Cell.Status.FAILED, CellMetrics.without("run.deleted"), null);
            } else if (run.get().status().terminal()) {
                settle(experiment, cell, run.get());
            }
        }
    }

    private void settle(Experiment experiment, Cell cell, Run run) {
        var complete = run.status() == RunStatus.COMPLETE;
        cells.settled(
                cell.id(),
                complete ? Cell.Status.DONE : Cell.Status.FAILED,
                measures.of(run),
                met(experiment, cell, run));
        if (run.error() != null && run.error().code().equals(NO_BUDGET)) {
            stop(experiment, "workspace_budget");
        }
    }

    private Expectations.@Nullable Met met(Experiment experiment, Cell cell, Run run) {
        return measures.text(run)
                .flatMap(
                        text ->
                                sets.findCase(experiment.setId(), cell.caseId())
                                        .map(it -> it.expectations().met(text.content())))
                .filter(met -> met.total() > 0)
                .orElse(null);
    }

    private void begin(Experiment experiment) {
        var free = places - cells.runningInWorkspace();
        var next = cells.nextQueued(experiment.id());
        while (free > 0 && next.isPresent()) {
            var cell = next.get();
            var arm = experiment.arms().of(cell.arm());
            var cap = cap(experiment, arm);
            if (cap.isEmpty()) {
                return;
            }
            if (start(experiment, cell, arm, cap.get())) {
                free--;
            }
            next = cells.nextQueued(experiment.id());
        }
    }

    /**
     * What the next cell may cost: all it could, else, when no other is under way that might leave
     * something over, the rest, as long as that will do for a dear one. Empty when it must wait, or
     * when the experiment was stopped.
     */
    private Optional<BigDecimal> cap(Experiment experiment, Arm arm) {
        var used = cells.reserved(experiment.id());
        var left = experiment.maxCostUsd().subtract(used.usd());
        var alone = cells.running(experiment.id()).isEmpty();
        if (used.credits() + arm.credits() > experiment.maxCredits()) {
            if (alone) {
                stop(experiment, "credit_cap");
            }
            return Optional.empty();
        }
        if (left.compareTo(arm.worstUsd()) >= 0) {
            return Optional.of(arm.worstUsd());
        }
        if (alone && left.signum() > 0 && left.compareTo(arm.highUsd()) >= 0) {
            return Optional.of(left);
        }
        if (alone) {
            stop(experiment, "cost_cap");
        }
        return Optional.empty();
    }

    /** False when the run could not begin, which makes the cell a failed one. */
    private boolean start(Experiment experiment, Cell cell, Arm arm, BigDecimal cap) {
        var story = sets.findCase(experiment.setId(), cell.caseId());
        try {
            var run =
                    starts.startTrial(
                            request(story.orElseThrow(), arm, cap),
                            experiment.createdBy(),
                            configs.pinned(
                                    arm.configSlug(), arm.version(), arm.configHash(), arm.tier()),
                            arm.changes());
            cells.started(cell.id(), run);
            return true;
        } catch (ProblemException e) {
            LOG.info("Cell {} could not begin: {}", cell.id(), e.getMessage());
            cells.settled(
                    cell.id(), Cell.Status.FAILED, CellMetrics.without(e.problem().code()), null);
            return false;
        }
    }

    /** A limit ends the run instead of asking, and so does everything else a person would be. */
    private static StartRequest request(GoldenSets.Case story, Arm arm, BigDecimal cap) {
        return new StartRequest(
                story.story(),
                story.label(),
                arm.configSlug(),
                arm.tier(),
                story.platform(),
                story.shape(),
                true,
                true,
                false,
                cap);
    }

    private void stop(Experiment experiment, String reason) {
        experiments.stopped(experiment.id(), reason);
        cells.skipQueued(experiment.id());
    }
}
