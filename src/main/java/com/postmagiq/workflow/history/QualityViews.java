package com.postmagiq.workflow.history;

import com.postmagiq.quality.Finding;
import com.postmagiq.quality.Provenance;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.quality.Source;
import com.postmagiq.workflow.run.Reports;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reports and provenance as they stand in JSON. */
public final class QualityViews {
    /** A finding as it stands in JSON; dismissed ones no longer block this very text. */
    @Schema(name = "Finding")
    public record FindingView(
            int index,
            String check,
            @Schema(allowableValues = {"block", "warn", "info"}) String severity,
            int start,
            int end,
            String text,
            String message,
            @Nullable String suggestion,
            @Nullable String sourceNear,
            Finding.@Nullable Fix fix,
            boolean dismissed,
            @Nullable DismissalView dismissal) {}

    /** Who set a finding aside, and why. */
    @Schema(name = "Dismissal")
    public record DismissalView(RunViews.Person by, String reason, Instant at) {
        static @Nullable DismissalView of(Reports.@Nullable Dismissal stored) {
            return stored == null
                    ? null
                    : new DismissalView(
                            new RunViews.Person(
                                    stored.by(), Objects.requireNonNullElse(stored.byName(), "")),
                            stored.reason(),
                            stored.at());
        }
    }

    /** What the checks say about a text. */
    @Schema(name = "QualityReport")
    public record Quality(
            @Nullable UUID id,
            @Nullable UUID runId,
            @Nullable UUID outputId,
            String contentHash,
            String profile,
            int profileVersion,
            String language,
            boolean languageSupported,
            boolean passed,
            int score,
            QualityReport.Scores scores,
            QualityReport.Metrics metrics,
            List<FindingView> findings,
            @Nullable ProvenanceView provenance,
            @Nullable Instant createdAt) {}

    /** A link of a sentence to a source sentence. */
    @Schema(name = "ProvenanceLink")
    public record LinkView(
            @Schema(allowableValues = {"story", "feedback"}) String source,
            @Nullable UUID sourceOutputId,
            int index,
            int start,
            int end,
            double score,
            List<String> sharedTerms) {
        static LinkView of(Provenance.Link link) {
            return new LinkView(
                    link.source() == Source.Kind.STORY ? "story" : "feedback",
                    link.sourceOutputId(),
                    link.index(),
                    link.start(),
                    link.end(),
                    link.score(),
                    link.sharedTerms());
        }
    }

    /** A sentence of a text and what carries it. */
    @Schema(name = "ProvenanceSentence")
    public record SentenceView(
            int index,
            int start,
            int end,
            String text,
            @Schema(
                            allowableValues = {
                                "verbatim",
                                "supported",
                                "weak",
                                "unsupported",
                                "framing",
                                "human"
                            })
                    String status,
            double support,
            List<LinkView> links) {}

    /** Where each sentence of a text comes from. */
    @Schema(name = "Provenance")
    public record ProvenanceView(
            @Nullable UUID outputId, List<SentenceView> sentences, Provenance.Coverage coverage) {}

    private QualityViews() {}

    static Quality of(
            Reports.Stored stored,
            UUID runId,
            Map<Reports.Dismissed, Reports.Dismissal> dismissed) {
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
    public static Quality of(QualityReport report, Provenance provenance) {
        return of(report, null, null, null, Map.of(), of(provenance, null), null);
    }

    private static Quality of(
            QualityReport report,
            @Nullable UUID id,
            @Nullable UUID runId,
            @Nullable UUID outputId,
            Map<Reports.Dismissed, Reports.Dismissal> dismissed,
            ProvenanceView provenance,
            @Nullable Instant createdAt) {
        var findings =
                IntStream.range(0, report.findings().size())
                        .mapToObj(
                                index -> {
                                    var finding = report.findings().get(index);
                                    var dismissal = dismissed.get(Reports.Dismissed.of(finding));
                                    return new FindingView(
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
                                            dismissal != null,
                                            DismissalView.of(dismissal));
                                })
                        .toList();
        return new Quality(
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

    private static boolean blocks(FindingView finding) {
        return finding.severity().equals("block") && !finding.dismissed();
    }

    public static ProvenanceView of(Provenance provenance, @Nullable UUID outputId) {
        List<SentenceView> sentences =
                provenance.sentences().stream()
                        .map(
                                sentence ->
                                        new SentenceView(
                                                sentence.index(),
                                                sentence.start(),
                                                sentence.end(),
                                                sentence.text(),
                                                sentence.status().name().toLowerCase(Locale.ROOT),
                                                sentence.support(),
                                                sentence.links().stream()
                                                        .map(LinkView::of)
                                                        .toList()))
                        .toList();
        return new ProvenanceView(outputId, sentences, provenance.coverage());
    }
}
