package com.postmagiq.voice;

import com.postmagiq.voice.VoiceAnalysis.ReaderAddress;
import com.postmagiq.voice.VoiceAnalysis.SentencePatterns;
import com.postmagiq.voice.measure.Findings;
import com.postmagiq.voice.measure.Stylometry;
import com.postmagiq.voice.measure.Stylometry.SignaturePhrase;
import com.postmagiq.voice.measure.Stylometry.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts what was counted into words, and beside it what a model said. */
final class LocalAnalysis {
    private static final double SHORT = 10;
    private static final double LONG = 18;
    private static final double EVEN = 0.45;
    private static final double VARIED = 0.75;
    private static final int MOST_PHRASES = 20;

    private LocalAnalysis() {}

    /**
     * @param model what a model said; null without one
     * @param texts what phrases must stand in
     */
    static VoiceAnalysis of(
            Stylometry measured, @Nullable AnalysisAnswer model, List<String> texts) {
        var findings = Findings.of(measured);
        var phrases =
                new ArrayList<>(
                        measured.signaturePhrases().stream().map(SignaturePhrase::phrase).toList());
        var dropped = 0;
        if (model != null) {
            for (var phrase : model.signaturePhrases()) {
                if (texts.stream().noneMatch(it -> stands(phrase, it))) {
                    dropped++;
                } else if (phrases.stream().noneMatch(it -> it.equalsIgnoreCase(phrase))
                        && phrases.size() < MOST_PHRASES) {
                    phrases.add(phrase);
                }
            }
        }
        return new VoiceAnalysis(
                model == null ? null : model.tone(),
                model == null ? null : model.vocabularyLevel(),
                model == null ? null : model.transitionStyle(),
                new ReaderAddress(
                        measured.labels().getOrDefault("point_of_view", "none"),
                        model == null ? null : model.relationship()),
                model == null ? null : model.storytellingStyle(),
                model == null ? null : model.emotionalRegister(),
                model == null ? null : model.summary(),
                model == null ? null : model.wordChoices(),
                model == null ? null : model.avoidPatterns(),
                new SentencePatterns(
                        length(mean(measured, "mean_len")),
                        variation(mean(measured, "burstiness")),
                        model == null ? null : model.commonStructures()),
                findings.getOrDefault("punctuation", ""),
                findings.getOrDefault("paragraph", ""),
                List.copyOf(phrases),
                dropped);
    }

    private static boolean stands(String phrase, String text) {
        return folded(text).contains(folded(phrase));
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replaceAll("[\\s\\p{Punct}&&[^']]+", " ")
                .strip();
    }

    private static double mean(Stylometry measured, String feature) {
        return measured.features().getOrDefault(feature, new Stat(0, 0, 0, 0)).mean();
    }

    private static String length(double words) {
        if (words < SHORT) {
            return "short";
        }
        return words <= LONG ? "medium" : "long";
    }

    private static String variation(double burstiness) {
        if (burstiness < EVEN) {
            return "consistent";
        }
        return burstiness <= VARIED ? "varied" : "dramatic";
    }
}
