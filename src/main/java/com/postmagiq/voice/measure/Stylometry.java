package com.postmagiq.voice.measure;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in an author's texts. Equal texts in equal order give an equal one; numbers
 * have four decimals.
 *
 * @param algorithmVersion raised with every change that changes a number
 * @param language ISO 639-1
 * @param texts how many there were
 * @param words in all of them
 * @param units pieces of comparable length the means are taken over
 * @param features by key
 * @param labels none, rare, moderate or heavy by mark, and the dominant point of view
 * @param openings share of texts by kind of first sentence
 * @param closings share of texts by kind of last sentence
 * @param starters how many sentences begin with a word; the twenty most frequent
 * @param emojis the ten most frequent
 * @param signaturePhrases what the author says again and again
 * @param neverUsed marks and words without a single use in 1500 words or more
 * @param habits counts of common words, marks and endings
 * @param pairs counts of what follows what, of the pairs other writers are known by
 * @param wordUses counts of all words
 * @param points mean of the author's pieces, by kind of habit, as {@code Writers} has them
 * @param calibration what the author's own pieces score; null with fewer than eight
 */
public record Stylometry(
        int algorithmVersion,
        String language,
        int texts,
        int words,
        int units,
        Map<String, Stat> features,
        Map<String, String> labels,
        Map<String, Double> openings,
        Map<String, Double> closings,
        Map<String, Integer> starters,
        List<String> emojis,
        List<SignaturePhrase> signaturePhrases,
        List<String> neverUsed,
        Map<String, Integer> habits,
        Map<String, Integer> pairs,
        Map<String, Integer> wordUses,
        Map<String, List<Double>> points,
        @Nullable Calibration calibration) {

    /** Of this program. */
    public static final int VERSION = 2;

    /** Below this many words no statement about an author is made at all. */
    public static final int LEAST_WORDS = 500;

    /**
     * A number over the units.
     *
     * @param sd standard deviation of the sample; 0 for a single unit
     * @param pooled the number of all texts taken as one
     */
    @Schema(name = "VoiceStat")
    public record Stat(double mean, double sd, int nTexts, double pooled) {}

    /**
     * @param per1000Words uses in 1000 words
     * @param example a sentence with it
     */
    @Schema(name = "VoiceSignaturePhrase")
    public record SignaturePhrase(
            String phrase, int count, int texts, double per1000Words, String example) {}

    /** Percentiles of the scores of the author's own pieces. */
    @Schema(name = "VoiceCalibration")
    public record Calibration(
            double p05, double p10, double p25, double p50, double p90, int units) {}

    /** The same without the counts that only the measure reads; keys in order. */
    public Stylometry readable() {
        return new Stylometry(
                algorithmVersion,
                language,
                texts,
                words,
                units,
                new TreeMap<>(features),
                new TreeMap<>(labels),
                new TreeMap<>(openings),
                new TreeMap<>(closings),
                new TreeMap<>(starters),
                emojis,
                signaturePhrases,
                neverUsed,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                calibration);
    }

    Stylometry with(@Nullable Calibration newCalibration) {
        return new Stylometry(
                algorithmVersion,
                language,
                texts,
                words,
                units,
                features,
                labels,
                openings,
                closings,
                starters,
                emojis,
                signaturePhrases,
                neverUsed,
                habits,
                pairs,
                wordUses,
                points,
                newCalibration);
    }
}
