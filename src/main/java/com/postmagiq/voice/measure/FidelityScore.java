package com.postmagiq.voice.measure;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How near a text comes to an author's voice. It measures style, not quality or truth. Components
 * minus penalties plus bonus are the unrounded score, unless that left 0 to 100.
 *
 * @param score 0 to 100; null with a reason
 * @param reason too_short, language_mismatch or low_coverage
 * @param words of the text
 * @param need words a text needs at least; only where it is too short
 * @param exact the score before rounding, with four decimals
 * @param verdict in_voice, close, drifting or off_voice; null with a reason
 * @param verdictReason needs_more_samples
 * @param missingUnits pieces of 60 words or more that are missing for a verdict
 * @param confidence low, medium or high
 * @param ownRange what eight in ten of the author's own pieces score
 * @param coverage share of the weights that both sides have numbers for
 */
public record FidelityScore(
        @Nullable Integer score,
        @Nullable String reason,
        int words,
        @Nullable Integer need,
        @Nullable Double exact,
        @Nullable String verdict,
        @Nullable String verdictReason,
        @Nullable Integer missingUnits,
        @Nullable String confidence,
        List<Double> ownRange,
        double coverage,
        int algorithmVersion,
        List<Component> components,
        List<Penalty> penalties,
        double bonus,
        List<Difference> differences,
        List<AvoidHit> avoidHits,
        List<SignatureHit> signatureHits) {

    /** Which measure this program uses; answers of another one cannot be compared. */
    public static final int ALGORITHM = Stylometry.VERSION;

    /** Points won by a group of comparisons. */
    @Schema(name = "FidelityComponent")
    public record Component(String key, double points, double of) {}

    /**
     * Points taken off.
     *
     * @param key avoid_list, never_used or imitation
     */
    @Schema(name = "FidelityPenalty")
    public record Penalty(String key, double points) {}

    /**
     * Where the text is unlike the author.
     *
     * @param profile the author's number
     * @param draft the text's
     * @param spans half-open ranges in UTF-16 code units of the text sent
     */
    @Schema(name = "FidelityDifference")
    public record Difference(
            String feature,
            double profile,
            double draft,
            String unit,
            double lostPoints,
            String message,
            String hint,
            List<List<Integer>> spans) {}

    /** A rule of the avoid list that was broken. */
    @Schema(name = "FidelityAvoidHit")
    public record AvoidHit(
            String pattern, List<Integer> span, int severity, @Nullable String replacement) {}

    /** A phrase of the author's own that the text uses. */
    @Schema(name = "FidelitySignatureHit")
    public record SignatureHit(String phrase, List<List<Integer>> spans) {}

    static FidelityScore none(String reason, int words, @Nullable Integer need, double coverage) {
        return new FidelityScore(
                null,
                reason,
                words,
                need,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                coverage,
                Stylometry.VERSION,
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of());
    }
}
