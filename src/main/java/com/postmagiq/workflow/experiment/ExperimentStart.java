package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.control.StartChecks;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.Actor;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Begins experiments: the experiment, all its cells and the task that works on them at once. */
@Service
@Transactional
class ExperimentStart {
    private static final BigDecimal MOST_USD = BigDecimal.valueOf(10_000);

    private final ExperimentQuotes quotes;
    private final Experiments experiments;
    private final GoldenSets sets;
    private final Cells cells;
    private final Runs runs;
    private final ExperimentTasks tasks;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    ExperimentStart(
            ExperimentQuotes quotes,
            Experiments experiments,
            GoldenSets sets,
            Cells cells,
            Runs runs,
            ExperimentTasks tasks,
            Clock clock) {
        this.quotes = quotes;
        this.experiments = experiments;
        this.sets = sets;
        this.cells = cells;
        this.runs = runs;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Begins one for a price that was told.
     *
     * @param label the arms' names otherwise
     * @param maxCostUsd where it stops, with the rest of its cells skipped
     * @param maxCredits the same in credits; what was quoted otherwise
     * @return its id
     * @throws ProblemException {@code run.quote_changed}, {@code agent.unavailable}, and what is
     *     wrong with the set or an arm
     */
    UUID start(
            ExperimentRequest request,
            UUID quoteId,
            @Nullable String label,
            BigDecimal maxCostUsd,
            @Nullable Integer maxCredits,
            Actor actor) {
        // Under the set's lock: its stories stay as they are while the cells are made.
        sets.lock(request.setId());
        var plan = quotes.plan(request, actor);
        quotes.confirm(quoteId, plan);
        plan.choices().forEach(StartChecks::checkAgents);
        if (maxCostUsd.signum() < 0 || maxCostUsd.compareTo(MOST_USD) > 0) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "max_cost_usd is %s; use an amount in USD from 0 to %s."
                            .formatted(maxCostUsd.toPlainString(), MOST_USD));
        }
        if (maxCredits != null && maxCredits < 0) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED, "max_credits is below 0; use 0 or more.");
        }
        plan.choices().forEach(choice -> runs.pinConfig(choice.hash(), choice.yaml()));
        var now = clock.instant();
        var arms = new Arm.Pair(plan.a().arm(), plan.b().arm());
        var experiment =
                new Experiment(
                        Ids.next(),
                        plan.set().id(),
                        plan.set().revision(),
                        label == null || label.isBlank()
                                ? "%s / %s".formatted(arms.a().label(), arms.b().label())
                                : label.strip(),
                        arms,
                        plan.repeats(),
                        Experiment.Status.QUEUED,
                        null,
                        maxCostUsd,
                        Objects.requireNonNullElse(maxCredits, plan.credits()),
                        plan.credits(),
                        random.nextLong(),
                        actor.userId(),
                        now,
                        null,
                        null);
        experiments.insert(experiment);
        cells.insert(experiment.id(), plan.cases(), plan.repeats());
        tasks.watch(actor.workspaceId(), experiment.id(), now);
        return experiment.id();
    }
}
