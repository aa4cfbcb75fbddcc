package com.postmagiq.workflow.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.kernel.text.WordDiff;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The shapes two runs are shown in beside each other. */
public final class ComparisonViews {
    private ComparisonViews() {}

    /** The last visit that both runs went through with the same texts. */
    @Schema(name = "SharedVisit")
    public record StateVisit(String state, int visit) {}

    /** What the runs were told differently, such as the configuration or the tier. */
    @Schema(name = "RunDifference")
    public record Change(
            @Schema(allowableValues = {"story", "config", "option"}) String kind,
            String path,
            @Nullable String a,
            @Nullable String b) {}

    /**
     * The newest texts of one path. A side without such a text has no id, and its pieces are
     * missing in the hunks.
     *
     * @param similarity share of the characters that are the same in both, 0 to 1
     */
    @Schema(name = "ComparedText")
    public record TextPair(
            String outputType,
            String path,
            @Nullable UUID aOutputId,
            @Nullable UUID bOutputId,
            double similarity,
            List<WordDiff.Hunk> hunks) {}

    /**
     * The lowest score of the last visit of a judging state, as a whole or in one dimension; of the
     * final texts also what the checks said, and how near they come to the voice, of 100.
     */
    @Schema(name = "ComparedScore")
    public record ScorePair(
            String state,
            @Schema(
                            allowableValues = {
                                "overall",
                                "hook",
                                "specifics",
                                "voice",
                                "structure",
                                "check",
                                "fidelity"
                            })
                    String dimension,
            @Nullable Integer a,
            @Nullable Integer b) {}

    /** A finding, by check and passage. */
    @Schema(name = "ComparedFinding")
    public record FindingLine(
            String check,
            @Schema(allowableValues = {"block", "warn", "info"}) String severity,
            String text,
            String message) {}

    /** Findings of the final texts: only in a's, only in b's, in both. */
    @Schema(name = "ComparedFindings")
    public record Findings(
            List<FindingLine> fixed,
            @JsonProperty("new") List<FindingLine> added,
            List<FindingLine> same) {}

    /** A share, 0 to 1, on each side. */
    @Schema(name = "ComparedShares")
    public record Shares(@Nullable Double a, @Nullable Double b) {}

    /** Counts on each side. */
    @Schema(name = "ComparedCounts")
    public record Counts(@Nullable Long a, @Nullable Long b) {}

    /** USD on each side; absent without {@code usage:admin}. */
    @Schema(name = "ComparedMoney")
    public record Money(@Nullable BigDecimal a, @Nullable BigDecimal b) {}

    /** Seconds of work on each side; time spent waiting for people is not in them. */
    @Schema(name = "ComparedSeconds")
    public record Seconds(double a, double b) {}

    /** What the runs took. */
    @Schema(name = "ComparedTotals")
    public record Totals(Counts credits, Money costUsd, Counts tokens, Seconds seconds) {}

    /**
     * Two runs beside each other.
     *
     * @param commonUntil absent when not even the first visit is shared
     * @param findings absent unless both final texts were checked
     * @param coverage share of the checkable sentences of the final text that the story carries
     */
    @Schema(name = "RunComparison")
    public record Comparison(
            RunViews.RunSummary a,
            RunViews.RunSummary b,
            boolean sameStory,
            @Nullable StateVisit commonUntil,
            List<Change> differs,
            List<TextPair> texts,
            List<ScorePair> scores,
            @Nullable Findings findings,
            Shares coverage,
            Totals totals) {}
}
