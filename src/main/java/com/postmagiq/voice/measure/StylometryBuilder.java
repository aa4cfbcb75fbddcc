package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.Habits.Counts;
import com.postmagiq.voice.measure.Stylometry.Calibration;
import com.postmagiq.voice.measure.Stylometry.Stat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Measures an author's texts. */
public final class StylometryBuilder {
    /** Every piece is compared with the texts outside its own group. */
    private static final int MOST_GROUPS = 20;

    private static final int LEAST_GROUPS = 5;
    private static final int FEW_TEXTS = 3;
    private static final int CALIBRATED = 8;

    private final Vocabulary vocabulary;
    private final List<Measured> texts;
    private final List<Piece> pieces;

    private record Piece(Measured measured, int group) {}

    private StylometryBuilder(List<String> texts, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.texts = texts.stream().map(it -> Measured.of(it, vocabulary)).toList();
        this.pieces = pieces(texts);
    }

    /**
     * Measures texts of one author.
     *
     * @param texts NFC with LF line ends, oldest first
     * @param language ISO 639-1 of all of them
     */
    public static Stylometry of(List<String> texts, String language) {
        return new StylometryBuilder(texts, Vocabulary.of(language)).build();
    }

    private List<Piece> pieces(List<String> given) {
        var cut = given.stream().map(it -> Units.of(it, vocabulary)).toList();
        var count = cut.stream().mapToInt(List::size).sum();
        var found = new ArrayList<Piece>();
        for (var t = 0; t < cut.size(); t++) {
            for (var unit : cut.get(t)) {
                var group =
                        given.size() < FEW_TEXTS
                                ? found.size() * LEAST_GROUPS / count
                                : t % MOST_GROUPS;
                found.add(new Piece(Measured.of(unit, vocabulary), group));
            }
        }
        return found;
    }

    private Stylometry build() {
        var everything = measured(pieces);
        var pooled =
                TextFeatures.of(
                        ReadText.of(
                                texts.stream()
                                        .map(it -> it.read().text)
                                        .collect(Collectors.joining("\n\n")),
                                vocabulary),
                        vocabulary);
        var from = everything.isEmpty() ? texts : everything;
        var counts = counts(from);
        var whole = stylometry(everything, pooled, counts, points(from));
        return whole.with(calibration(whole, counts));
    }

    private static List<Measured> measured(List<Piece> pieces) {
        return pieces.stream().map(Piece::measured).toList();
    }

    private static Counts counts(List<Measured> measured) {
        var all = Counts.none();
        measured.forEach(it -> all.add(it.counts(), 1));
        return all;
    }

    private Counts without(Counts all, int group) {
        var rest = Counts.none();
        rest.add(all, 1);
        pieces.stream()
                .filter(it -> it.group() == group)
                .forEach(it -> rest.add(it.measured().counts(), -1));
        return rest;
    }

    /** The mean of pieces, as other writers are compared in. */
    private Map<String, List<Double>> points(List<Measured> from) {
        var points = new TreeMap<String, List<Double>>();
        vocabulary
                .writers()
                .forEach(
                        (kind, among) ->
                                points.put(
                                        kind,
                                        Numbers.means(
                                                from.stream()
                                                        .map(
                                                                it ->
                                                                        among.point(
                                                                                HabitModel.uses(
                                                                                        kind,
                                                                                        it
                                                                                                .counts())))
                                                        .toList())));
        return points;
    }

    private Stylometry stylometry(
            List<Measured> from,
            Map<String, Double> pooled,
            Counts counts,
            Map<String, List<Double>> points) {
        var marks = new TreeMap<String, String>();
        if (!pooled.isEmpty()) {
            marks.putAll(Labels.of(pooled));
        }
        return new Stylometry(
                Stylometry.VERSION,
                vocabulary.language(),
                texts.size(),
                texts.stream().mapToInt(Measured::words).sum(),
                from.size(),
                stats(from, pooled),
                marks,
                shares(texts, Measured::opening),
                shares(texts, Measured::closing),
                Findings.starters(reads()),
                Findings.emojis(reads()),
                SignaturePhrases.of(reads(), vocabulary),
                Labels.neverUsed(reads(), vocabulary),
                counts.single(),
                known(counts.pairs()),
                counts.words(),
                points,
                null);
    }

    private Map<String, Integer> known(Map<String, Integer> pairs) {
        var writers = vocabulary.writers().get(Rule.PAIRS);
        var known = new TreeMap<>(pairs);
        known.keySet().removeIf(it -> writers == null || !writers.knows(it));
        return known;
    }

    private List<ReadText> reads() {
        return texts.stream().map(Measured::read).toList();
    }

    private static Map<String, Stat> stats(List<Measured> from, Map<String, Double> pooled) {
        var stats = new TreeMap<String, Stat>();
        for (var entry : pooled.entrySet()) {
            var values =
                    from.stream()
                            .map(it -> it.values().get(entry.getKey()))
                            .filter(Objects::nonNull)
                            .mapToDouble(it -> it)
                            .toArray();
            stats.put(
                    entry.getKey(),
                    new Stat(
                            Numbers.four(
                                    values.length == 0 ? entry.getValue() : Numbers.mean(values)),
                            Numbers.four(Numbers.sd(values)),
                            values.length,
                            Numbers.four(entry.getValue())));
        }
        return stats;
    }

    private static Map<String, Double> shares(
            List<Measured> texts, Function<Measured, Optional<String>> kind) {
        var counts = new HashMap<String, Integer>();
        texts.stream()
                .map(kind)
                .flatMap(Optional::stream)
                .forEach(it -> counts.merge(it, 1, Integer::sum));
        return new TreeMap<>(Similarity.shares(counts));
    }

    /** Scores every piece against the profile of the texts outside its group. */
    private @Nullable Calibration calibration(Stylometry whole, Counts counts) {
        if (pieces.size() < CALIBRATED) {
            return null;
        }
        var groups = new LinkedHashMap<Integer, List<Measured>>();
        pieces.forEach(
                it ->
                        groups.computeIfAbsent(it.group(), _ -> new ArrayList<>())
                                .add(it.measured()));
        var pooled = new TreeMap<String, Double>();
        whole.features().forEach((key, stat) -> pooled.put(key, stat.pooled()));
        var scores = new ArrayList<Double>();
        groups.forEach(
                (group, members) -> {
                    var rest = measured(pieces.stream().filter(it -> it.group() != group).toList());
                    var restCounts = without(counts, group);
                    var profile = rest(whole, rest, pooled, restCounts, points(rest));
                    members.forEach(
                            it -> Fidelity.points(profile, it, vocabulary).ifPresent(scores::add));
                });
        if (scores.size() < CALIBRATED) {
            return null;
        }
        return new Calibration(
                Numbers.four(Numbers.percentile(scores, 0.05)),
                Numbers.four(Numbers.percentile(scores, 0.10)),
                Numbers.four(Numbers.percentile(scores, 0.25)),
                Numbers.four(Numbers.percentile(scores, 0.50)),
                Numbers.four(Numbers.percentile(scores, 0.90)),
                scores.size());
    }

    private static Stylometry rest(
            Stylometry whole,
            List<Measured> rest,
            Map<String, Double> pooled,
            Counts counts,
            Map<String, List<Double>> points) {
        return new Stylometry(
                whole.algorithmVersion(),
                whole.language(),
                whole.texts(),
                whole.words(),
                rest.size(),
                stats(rest, pooled),
                whole.labels(),
                whole.openings(),
                whole.closings(),
                whole.starters(),
                whole.emojis(),
                List.of(),
                whole.neverUsed(),
                counts.single(),
                Map.of(),
                counts.words(),
                points,
                null);
    }
}
