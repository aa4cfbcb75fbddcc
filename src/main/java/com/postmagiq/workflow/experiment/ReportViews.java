package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.text.WordDiff;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is shown of experiments. */
final class ReportViews {
    private ReportViews() {}

    /**
     * An arm as it was compared.
     *
     * @param version null when changes make it none of the configuration's own
     * @param differences from the configuration by name, each as a few words
     * @param complete cells that came to a text
     */
    @Schema(name = "ExperimentArmView")
    record ArmView(
            String label,
            String configSlug,
            @Nullable Integer version,
            String tier,
            String configHash,
            boolean offline,
            List<String> differences,
            int complete,
            int failed,
            int skipped) {}

    /** Both of them. */
    @Schema(name = "ExperimentArmViews")
    record ArmViews(ArmView a, ArmView b) {}

    /** Cells by what became of them. */
    @Schema(name = "ExperimentProgress")
    record Progress(int queued, int running, int done, int failed, int skipped) {}

    /**
     * An experiment.
     *
     * @param stopReason why cells were skipped, where some were
     * @param spentUsd absent without the right to see money
     */
    @Schema(name = "Experiment")
    record View(
            UUID id,
            UUID setId,
            String setName,
            int setRevision,
            String label,
            ArmViews arms,
            int repeats,
            @Schema(allowableValues = {"queued", "running", "complete", "cancelled", "failed"})
                    String status,
            @Schema(allowableValues = {"cost_cap", "credit_cap", "workspace_budget", "cancelled"})
                    @Nullable String stopReason,
            BigDecimal maxCostUsd,
            int maxCredits,
            int creditsQuoted,
            @Nullable BigDecimal spentUsd,
            int spentCredits,
            Progress progress,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt) {}

    /** One case under one arm: its cells by repeat, and the text of the first that has one. */
    @Schema(name = "CaseArmReport")
    record CaseArm(List<Cell.View> cells, @Nullable String text) {}

    /**
     * One case.
     *
     * @param hunks the words that lead from a's text to b's; null unless both have one
     */
    @Schema(name = "CaseReport")
    record CaseView(
            UUID caseId,
            int position,
            String label,
            CaseArm a,
            CaseArm b,
            @Nullable List<WordDiff.Hunk> hunks) {}

    /**
     * What readers liked better without knowing whose it was.
     *
     * @param shareB of the choices that were no tie, 0 to 1; null without any
     * @param low end of its 95 % interval
     */
    @Schema(name = "PreferenceShares")
    record Preferred(
            int a,
            int b,
            int ties,
            @Nullable Double shareB,
            @Nullable Double low,
            @Nullable Double high) {}

    /** Everything an experiment has shown. */
    @Schema(name = "ExperimentReport")
    record Report(
            View experiment,
            List<Pairs.Comparison> metrics,
            Preferred preferences,
            List<CaseView> cases) {}
}
