package com.postmagiq.workflow.experiment;

import com.postmagiq.workflow.engine.TextChecks;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Measures ended runs of experiments. */
@Component
class CellMeasures {
    private static final double MILLIS = 1000.0;

    private final Outputs outputs;
    private final Reports reports;
    private final Visits visits;

    CellMeasures(Outputs outputs, Reports reports, Visits visits) {
        this.outputs = outputs;
        this.reports = reports;
        this.visits = visits;
    }

    /** The text a run came to; empty when it was halted before, or deleted. */
    Optional<Output> text(Run run) {
        return Optional.ofNullable(run.finalOutputId()).flatMap(id -> outputs.find(run.id(), id));
    }

    CellMetrics of(Run run) {
        var text = text(run);
        var report = text.map(Output::id).flatMap(reports::ofOutput);
        return new CellMetrics(
                run.status().code(),
                run.error() == null ? null : run.error().code(),
                run.finalScore(),
                report.map(stored -> stored.report().score()).orElse(null),
                report.map(stored -> stored.report().blocking().size()).orElse(null),
                report.map(stored -> stored.provenance().coverage().checkable()).orElse(null),
                text.map(output -> TextChecks.words(output.content())).orElse(null),
                loops(run.id()),
                run.totalCostUsd().add(run.uncertainCostUsd()),
                run.activeMs() / MILLIS);
    }

    private int loops(UUID runId) {
        var all = visits.of(runId);
        return all.size() - (int) all.stream().map(Visit::state).distinct().count();
    }
}
