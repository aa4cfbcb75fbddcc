package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.text.WordDiff;
import com.postmagiq.workflow.experiment.ReportViews.ArmView;
import com.postmagiq.workflow.experiment.ReportViews.ArmViews;
import com.postmagiq.workflow.experiment.ReportViews.CaseArm;
import com.postmagiq.workflow.experiment.ReportViews.CaseView;
import com.postmagiq.workflow.experiment.ReportViews.Preferred;
import com.postmagiq.workflow.experiment.ReportViews.Progress;
import com.postmagiq.workflow.experiment.ReportViews.Report;
import com.postmagiq.workflow.experiment.ReportViews.View;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Runs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows experiments: how far they are and what they have shown. Reports are worked out from the
 * cells each time, so that they say nothing of texts that were deleted since.
 */
@Service
@Transactional(readOnly = true)
class ExperimentReports {
    private final Experiments experiments;
    private final Cells cells;
    private final GoldenSets sets;
    private final Preferences preferences;
    private final CellMeasures measures;
    private final Runs runs;

    ExperimentReports(
            Experiments experiments,
            Cells cells,
            GoldenSets sets,
            Preferences preferences,
            CellMeasures measures,
            Runs runs) {
        this.experiments = experiments;
        this.cells = cells;
        this.sets = sets;
        this.preferences = preferences;
        this.measures = measures;
        this.runs = runs;
    }

    /**
     * Newest first; one more than asked for when there are more.
     *
     * @param setId null for all sets
     */
    List<View> page(@Nullable UUID setId, @Nullable UUID before, int limit, boolean money) {
        return experiments.page(setId, before, limit).stream()
                .map(experiment -> view(experiment, money))
                .toList();
    }

    View view(UUID id, boolean money) {
        return view(experiments.get(id), money);
    }

    /** Of one that runs still, about the cells that have ended so far. */
    Report report(UUID id, boolean money) {
        var experiment = experiments.get(id);
        var all = cells.of(id);
        var byCase = new LinkedHashMap<UUID, List<Cell>>();
        all.forEach(
                cell -> byCase.computeIfAbsent(cell.caseId(), _ -> new ArrayList<>()).add(cell));
        var metrics =
                Arrays.stream(Metric.values())
                        .filter(metric -> money || metric != Metric.COST_USD)
                        .map(
                                metric ->
                                        Pairs.compare(
                                                metric.code(),
                                                metric.better(),
                                                pairs(metric, byCase)))
                        .toList();
        return new Report(
                view(experiment, money),
                metrics,
                preferred(preferences.counts(id)),
                byCase.values().stream().map(ofCase -> caseView(ofCase, money)).toList());
    }

    /** Of the cases with a value under both arms; repeats are averaged first. */
    private static List<Pairs.Pair> pairs(Metric metric, Map<UUID, List<Cell>> byCase) {
        var pairs = new ArrayList<Pairs.Pair>();
        for (var ofCase : byCase.values()) {
            var a = mean(metric, ofCase, Arm.Side.A);
            var b = mean(metric, ofCase, Arm.Side.B);
            if (a.isPresent() && b.isPresent()) {
                pairs.add(new Pairs.Pair(a.getAsDouble(), b.getAsDouble()));
            }
        }
        return pairs;
    }

    private static OptionalDouble mean(Metric metric, List<Cell> ofCase, Arm.Side side) {
        return ofCase.stream()
                .filter(cell -> cell.arm() == side)
                .map(metric::of)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    private CaseView caseView(List<Cell> ofCase, boolean money) {
        var first = ofCase.getFirst();
        var a = arm(ofCase, Arm.Side.A, money);
        var b = arm(ofCase, Arm.Side.B, money);
        return new CaseView(
                first.caseId(),
                first.position(),
                first.label(),
                a,
                b,
                a.text() == null || b.text() == null ? null : WordDiff.hunks(a.text(), b.text()));
    }

    private CaseArm arm(List<Cell> ofCase, Arm.Side side, boolean money) {
        var mine = ofCase.stream().filter(cell -> cell.arm() == side).toList();
        return new CaseArm(
                mine.stream().map(cell -> cell.view(money)).toList(),
                mine.stream()
                        .flatMap(cell -> Optional.ofNullable(cell.runId()).stream())
                        .flatMap(id -> runs.find(id).stream())
                        .flatMap(run -> measures.text(run).stream())
                        .map(Output::content)
                        .findFirst()
                        .orElse(null));
    }

    private static Preferred preferred(Map<String, Integer> counts) {
        var a = counts.getOrDefault(Arm.Side.A.code(), 0);
        var b = counts.getOrDefault(Arm.Side.B.code(), 0);
        var ties = counts.getOrDefault(Preferences.TIE, 0);
        if (a + b == 0) {
            return new Preferred(a, b, ties, null, null, null);
        }
        var interval = Wilson.interval(b, a + b);
        return new Preferred(
                a,
                b,
                ties,
                Pairs.rounded((double) b / (a + b)),
                Pairs.rounded(interval.low()),
                Pairs.rounded(interval.high()));
    }

    private View view(Experiment experiment, boolean money) {
        var tally = cells.tally(experiment.id());
        var spent = cells.spent(experiment.id());
        return new View(
                experiment.id(),
                experiment.setId(),
                sets.get(experiment.setId()).name(),
                experiment.setRevision(),
                experiment.label(),
                new ArmViews(
                        arm(experiment, tally, Arm.Side.A), arm(experiment, tally, Arm.Side.B)),
                experiment.repeats(),
                experiment.status().code(),
                experiment.stopReason(),
                experiment.maxCostUsd(),
                experiment.maxCredits(),
                experiment.creditsQuoted(),
                money ? spent.usd() : null,
                spent.credits(),
                new Progress(
                        tally.of(Cell.Status.QUEUED),
                        tally.of(Cell.Status.RUNNING),
                        tally.of(Cell.Status.DONE),
                        tally.of(Cell.Status.FAILED),
                        tally.of(Cell.Status.SKIPPED)),
                experiment.createdAt(),
                experiment.startedAt(),
                experiment.completedAt());
    }

    private static ArmView arm(Experiment experiment, Cells.Tally tally, Arm.Side side) {
        var arm = experiment.arms().of(side);
        return new ArmView(
                arm.label(),
                arm.configSlug(),
                arm.version(),
                arm.tier(),
                arm.configHash(),
                arm.offline(),
                arm.differences(),
                tally.of(Cell.Status.DONE, side),
                tally.of(Cell.Status.FAILED, side),
                tally.of(Cell.Status.SKIPPED, side));
    }
}
