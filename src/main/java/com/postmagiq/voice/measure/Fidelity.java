package com.postmagiq.voice.measure;

import com.postmagiq.quality.Language;
import com.postmagiq.voice.measure.FidelityScore.AvoidHit;
import com.postmagiq.voice.measure.FidelityScore.Component;
import com.postmagiq.voice.measure.FidelityScore.Difference;
import com.postmagiq.voice.measure.FidelityScore.Penalty;
import com.postmagiq.voice.measure.FidelityScore.SignatureHit;
import com.postmagiq.voice.measure.Stylometry.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Scores a text against what was measured of an author. */
public final class Fidelity {
    private static final double FULL = 100;
    private static final double LEAST_COVERAGE = 0.6;
    private static final int CALIBRATED_UNITS = 8;
    private static final double DRIFT = 12;
    private static final int MOST_DIFFERENCES = 8;
    private static final double SMALLEST_DIFFERENCE = 0.2;
    private static final int AVOID_POINTS = 2;
    private static final int MOST_AVOID = 20;
    private static final int NEVER_POINTS = 3;
    private static final int MOST_NEVER = 9;
    private static final int PHRASE_POINTS = 2;
    private static final int MOST_BONUS = 4;
    private static final int IMITATION_POINTS = 3;
    private static final int WORDS_PER_PHRASE = 150;
    private static final int FEW_WORDS = 1000;
    private static final int MANY_WORDS = 3000;
    private static final int SHORT_DRAFT = 150;

    private final Stylometry profile;
    private final Measured draft;
    private final Vocabulary vocabulary;
    private final Similarity similarity;
    private final Map<Rule, Double> alike = new LinkedHashMap<>();

    private Fidelity(Stylometry profile, Measured draft, Vocabulary vocabulary) {
        this.profile = profile;
        this.draft = draft;
        this.vocabulary = vocabulary;
        this.similarity = new Similarity(profile, vocabulary);
        for (var rule : Rule.ALL) {
            similarity.of(rule, draft).ifPresent(it -> alike.put(rule, it));
        }
    }

    /**
     * Scores a text; the same text and profile give the same answer anywhere.
     *
     * @param text NFC with LF line ends
     * @param avoid what the author does not want to read
     */
    public static FidelityScore score(Stylometry profile, List<AvoidRule> avoid, String text) {
        var vocabulary = Vocabulary.of(profile.language());
        var draft = Measured.of(text, vocabulary);
        if (draft.words() < Units.SHORTEST) {
            return FidelityScore.none("too_short", draft.words(), Units.SHORTEST, 0);
        }
        if (!Language.of(text).equals(profile.language())) {
            return FidelityScore.none("language_mismatch", draft.words(), null, 0);
        }
        return new Fidelity(profile, draft, vocabulary).score(avoid, text);
    }

    /** The points of the components alone, for calibration. */
    static OptionalDouble points(Stylometry profile, Measured draft, Vocabulary vocabulary) {
        var fidelity = new Fidelity(profile, draft, vocabulary);
        return fidelity.coverage() < LEAST_COVERAGE
                ? OptionalDouble.empty()
                : OptionalDouble.of(fidelity.points());
    }

    private double coverage() {
        return alike.keySet().stream().mapToDouble(Rule::weight).sum() / FULL;
    }

    private double points() {
        return alike.entrySet().stream()
                .mapToDouble(it -> points(it.getKey(), it.getValue()))
                .sum();
    }

    /** Weights of what is missing fall to what is there. */
    private double points(Rule rule, double similarity) {
        return rule.weight() * similarity / coverage();
    }

    private FidelityScore score(List<AvoidRule> avoid, String text) {
        var coverage = Numbers.four(coverage());
        if (coverage < LEAST_COVERAGE) {
            return FidelityScore.none("low_coverage", draft.words(), null, coverage);
        }
        var components = components();
        var avoidHits = avoid.stream().flatMap(it -> it.in(text).stream()).toList();
        var signatures = signatures();
        var penalties = penalties(avoidHits, signatures);
        var bonus =
                Math.min(
                        MOST_BONUS,
                        PHRASE_POINTS * signatures.stream().filter(it -> !imitation(it)).count());
        var exact =
                components.stream().mapToDouble(Component::points).sum()
                        - penalties.stream().mapToDouble(Penalty::points).sum()
                        + bonus;
        exact = Numbers.four(Math.max(0, Math.min(FULL, exact)));
        var calibration = profile.calibration();
        return new FidelityScore(
                (int) Math.floor(exact + 0.5),
                null,
                draft.words(),
                null,
                exact,
                calibration == null ? null : verdict(exact, calibration),
                calibration == null ? "needs_more_samples" : null,
                calibration == null ? Math.max(1, CALIBRATED_UNITS - profile.units()) : null,
                confidence(),
                calibration == null
                        ? List.of()
                        : List.of(
                                Numbers.round(calibration.p10(), 1),
                                Numbers.round(calibration.p90(), 1)),
                coverage,
                Stylometry.VERSION,
                components,
                penalties,
                bonus,
                differences(),
                avoidHits.stream()
                        .map(
                                it ->
                                        new AvoidHit(
                                                it.rule().pattern(),
                                                span(it.span()),
                                                it.rule().severity(),
                                                it.rule().replacement()))
                        .toList(),
                signatures);
    }

    private List<Component> components() {
        var components = new ArrayList<Component>();
        for (var key : Rule.components()) {
            var points = 0.0;
            var of = 0.0;
            for (var entry : alike.entrySet()) {
                if (entry.getKey().component().equals(key)) {
                    points += points(entry.getKey(), entry.getValue());
                    of += points(entry.getKey(), 1);
                }
            }
            if (of > 0) {
                components.add(new Component(key, Numbers.four(points), Numbers.four(of)));
            }
        }
        return components;
    }

    private List<SignatureHit> signatures() {
        return profile.signaturePhrases().stream()
                .map(
                        it ->
                                new SignatureHit(
                                        it.phrase(),
                                        spans(SignaturePhrases.places(draft.read(), it.phrase()))))
                .filter(it -> !it.spans().isEmpty())
                .toList();
    }

    private boolean imitation(SignatureHit hit) {
        return hit.spans().size() > Math.max(1, draft.words() / WORDS_PER_PHRASE);
    }

    private List<Penalty> penalties(List<AvoidRule.Hit> avoid, List<SignatureHit> signatures) {
        var penalties = new ArrayList<Penalty>();
        var broken = avoid.stream().mapToInt(it -> AVOID_POINTS * it.rule().severity()).sum();
        add(penalties, "avoid_list", Math.min(MOST_AVOID, broken));
        var marks = Marks.in(draft.read());
        var never =
                profile.neverUsed().stream()
                        .filter(it -> !marks.getOrDefault(it, List.of()).isEmpty())
                        .count();
        add(penalties, "never_used", Math.min(MOST_NEVER, NEVER_POINTS * never));
        add(
                penalties,
                "imitation",
                IMITATION_POINTS * signatures.stream().filter(this::imitation).count());
        return penalties;
    }

    private static void add(List<Penalty> penalties, String key, long points) {
        if (points > 0) {
            penalties.add(new Penalty(key, (double) points));
        }
    }

    private static String verdict(double score, Calibration own) {
        if (score >= own.p25()) {
            return "in_voice";
        }
        if (score >= own.p10()) {
            return "close";
        }
        return score >= own.p10() - DRIFT ? "drifting" : "off_voice";
    }

    private String confidence() {
        var level = 2;
        if (profile.words() <= MANY_WORDS) {
            level = 1;
        }
        if (profile.words() < FEW_WORDS || profile.units() < CALIBRATED_UNITS) {
            level = 0;
        }
        if (draft.words() < SHORT_DRAFT) {
            level = Math.max(0, level - 1);
        }
        return List.of("low", "medium", "high").get(level);
    }

    private List<Difference> differences() {
        var messages = new DifferenceMessages(profile, draft, similarity.model(), vocabulary);
        return alike.entrySet().stream()
                .map(it -> difference(messages, it.getKey(), it.getValue()))
                .filter(Objects::nonNull)
                .sorted(
                        Comparator.comparingDouble(Difference::lostPoints)
                                .reversed()
                                .thenComparing(Difference::feature))
                .limit(MOST_DIFFERENCES)
                .toList();
    }

    private @Nullable Difference difference(
            DifferenceMessages messages, Rule rule, double similarity) {
        var lost = Numbers.four(points(rule, 1) - points(rule, similarity));
        return lost < SMALLEST_DIFFERENCE ? null : messages.of(rule, lost);
    }

    static List<List<Integer>> spans(List<Marks.Span> spans) {
        return spans.stream().map(Fidelity::span).toList();
    }

    private static List<Integer> span(Marks.Span span) {
        return List.of(span.start(), span.end());
    }
}
