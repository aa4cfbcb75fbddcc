package com.postmagiq.workflow.history;

import com.postmagiq.quality.Provenance;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.workflow.run.Reports;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports and provenance as they stand in JSON. */
public final class QualityViews {
    private QualityViews() {}

    static RunViews.Quality of(
            Reports.Stored stored, UUID runId, Set<Reports.Dismissed> dismissed) {
        return of(
                stored.report(),
                stored.id(),
                runId,
                stored.outputId(),
                dismissed,
                of(stored.provenance(), stored.outputId()),
                stored.createdAt());
    }

    /** A report that belongs to no run. */
    public static RunViews.Quality of(QualityReport report, Provenance provenance) {
        return of(report, null, null, null, Set.of(), of(provenance, null), null);
    }

    private static RunViews.Quality of(
            QualityReport report,
            @Nullable UUID id,
            @Nullable UUID runId,
            @Nullable UUID outputId,
            Set<Reports.Dismissed> dismissed,
            RunViews.ProvenanceView provenance,
            @Nullable Instant createdAt) {
        var findings =
                IntStream.range(0, report.findings().size())
                        .mapToObj(
                                index -> {
                                    var finding = report.findings().get(index);
                                    return new RunViews.FindingView(
                                            index,
                                            finding.check(),
                                            finding.severity().name().toLowerCase(Locale.ROOT),
                                            finding.start(),
                                            finding.end(),
                                            finding.text(),
                                            finding.message(),
                                            finding.suggestion(),
                                            finding.sourceNear(),
                                            finding.fix(),
                                            dismissed.contains(Reports.Dismissed.of(finding)));
                                })
                        .toList();
        return new RunViews.Quality(
                id,
                runId,
                outputId,
                report.contentHash(),
                report.profile(),
                report.profileVersion(),
                report.language(),
                report.languageSupported(),
                report.passed() || findings.stream().noneMatch(QualityViews::blocks),
                report.score(),
                report.scores(),
                report.metrics(),
                findings,
                provenance,
                createdAt);
    }

    private static boolean blocks(RunViews.FindingView finding) {
        return finding.severity().equals("block") && !finding.dismissed();
    }

    public static RunViews.ProvenanceView of(Provenance provenance, @Nullable UUID outputId) {
        List<RunViews.SentenceView> sentences =
                provenance.sentences().stream()
                        .map(
                                sentence ->
                                        new RunViews.SentenceView(
                                                sentence.index(),
                                                sentence.start(),
                                                sentence.end(),
                                                sentence.text(),
                                                sentence.status().name().toLowerCase(Locale.ROOT),
                                                sentence.support(),
                                                sentence.links().stream()
                                                        .map(RunViews.LinkView::of)
                                                        .toList()))
                        .toList();
        return new RunViews.ProvenanceView(outputId, sentences, provenance.coverage());
    }
}
