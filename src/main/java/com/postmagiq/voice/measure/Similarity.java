package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.Stylometry.Stat;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How alike a draft and a profile are by one rule, from 0 to 1. The distance of function words is
 * Burrows' Delta (2002); the one of sentence lengths is the Jensen-Shannon distance (Lin, 1991).
 */
final class Similarity {
    private static final double ALIKE_Z = 0.5;
    private static final double STRANGE_Z = 2;
    private static final double MEAN_SHARE = 0.10;
    private static final double ALIKE_DISTANCE = 0.15;
    private static final double STRANGE_DISTANCE = 0.50;
    private static final double ALIKE_DELTA = 0.8;
    private static final double STRANGE_DELTA = 1.2;
    private static final double END_FACTOR = 3;
    private static final int FULL_LENGTH = 300;
    private static final int OWN_UNITS = 8;
    private static final double LEAST_SD = 1;

    /** Spread of a word's rate over pieces of 300 words, against chance alone. */
    private static final double OVERDISPERSION = 1.4;

    /** Where a kind of likeness earns half its points, and how wide it is spread. */
    private record Scale(double half, double width) {}

    private static final Scale HABITS = new Scale(0.03, 0.10);
    private static final Scale PAIRS = new Scale(0.03, 0.08);
    private static final Scale WORDS = new Scale(2.95, 0.35);

    private final Stylometry profile;
    private final HabitModel model;
    private final Vocabulary vocabulary;

    Similarity(Stylometry profile, Vocabulary vocabulary) {
        this.profile = profile;
        this.vocabulary = vocabulary;
        this.model = new HabitModel(profile, vocabulary);
    }

    HabitModel model() {
        return model;
    }

    /** Empty when either side has no such number. */
    OptionalDouble of(Rule rule, Measured draft) {
        return switch (rule.kind()) {
            case NUMBER, RATE -> number(rule, draft);
            case LENGTHS -> lengths(draft.values());
            case DELTA -> delta(draft.values());
            case OPENING -> end(profile.openings(), draft.opening().orElse(null));
            case CLOSING -> end(profile.closings(), draft.closing().orElse(null));
            case HABITS -> near(HABITS, Rule.HABITS, draft);
            case PAIRS -> near(PAIRS, Rule.PAIRS, draft);
            case WORDS ->
                    vocabulary.known()
                            ? placed(WORDS, OptionalDouble.of(model.words(draft.counts())))
                            : OptionalDouble.empty();
        };
    }

    private OptionalDouble number(Rule rule, Measured draft) {
        var stat = profile.features().get(rule.feature());
        var value = draft.values().get(rule.feature());
        if (stat == null || value == null) {
            return OptionalDouble.empty();
        }
        var floor =
                rule.kind() == Rule.Kind.RATE && draft.words() < FULL_LENGTH
                        ? rule.floor() * Math.sqrt((double) FULL_LENGTH / draft.words())
                        : rule.floor();
        var spread = Math.max(Math.max(stat.sd(), floor), MEAN_SHARE * Math.abs(stat.mean()));
        var z = Math.abs(value - stat.mean()) / spread;
        return OptionalDouble.of(falling(z, ALIKE_Z, STRANGE_Z));
    }

    private static double falling(double value, double one, double zero) {
        return Math.max(0, Math.min(1, (zero - value) / (zero - one)));
    }

    private OptionalDouble lengths(Map<String, Double> draft) {
        var mine = new double[TextFeatures.LENGTH_CLASSES.size()];
        var theirs = new double[mine.length];
        for (var i = 0; i < mine.length; i++) {
            var key = TextFeatures.LENGTH_CLASSES.get(i);
            var stat = profile.features().get(key);
            var value = draft.get(key);
            if (stat == null || value == null) {
                return OptionalDouble.empty();
            }
            mine[i] = value;
            theirs[i] = stat.pooled();
        }
        return OptionalDouble.of(falling(distance(mine, theirs), ALIKE_DISTANCE, STRANGE_DISTANCE));
    }

    /** Jensen-Shannon distance with logarithms to base 2. */
    static double distance(double[] one, double[] other) {
        var sum = 0.0;
        for (var i = 0; i < one.length; i++) {
            var middle = (one[i] + other[i]) / 2;
            sum += part(one[i], middle) / 2 + part(other[i], middle) / 2;
        }
        return Math.sqrt(Math.max(0, sum));
    }

    private static double part(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
    }

    private OptionalDouble delta(Map<String, Double> draft) {
        var sum = 0.0;
        var count = 0;
        for (var number = 1; ; number++) {
            var key = TextFeatures.functionWord(number);
            var stat = profile.features().get(key);
            var value = draft.get(key);
            if (stat == null || value == null) {
                break;
            }
            sum += Math.abs(value - stat.mean()) / Math.max(spread(stat), LEAST_SD);
            count++;
        }
        return count == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(falling(sum / count, ALIKE_DELTA, STRANGE_DELTA));
    }

    /** A few pieces say little about spread: then chance does. */
    private double spread(Stat stat) {
        return profile.units() >= OWN_UNITS
                ? stat.sd()
                : Math.sqrt(OVERDISPERSION * stat.mean() * 1000 / FULL_LENGTH);
    }

    private static OptionalDouble end(Map<String, Double> shares, @Nullable String kind) {
        return shares.isEmpty() || kind == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, END_FACTOR * shares.getOrDefault(kind, 0.0)));
    }

    /** Chance pulls what short texts say towards nothing; that is made good for. */
    private OptionalDouble near(Scale scale, String kind, Measured draft) {
        var nearness = model.nearness(kind, draft.counts());
        var length = Math.sqrt(Math.max(1, (double) FULL_LENGTH / draft.words()));
        return nearness.isEmpty()
                ? nearness
                : placed(scale, OptionalDouble.of(nearness.getAsDouble() * length));
    }

    /** On a logistic curve. */
    private static OptionalDouble placed(Scale scale, OptionalDouble value) {
        return value.isEmpty()
                ? value
                : OptionalDouble.of(
                        1 / (1 + Math.exp((scale.half() - value.getAsDouble()) / scale.width())));
    }

    static Map<String, Double> shares(Map<String, Integer> counts) {
        var total = counts.values().stream().mapToInt(it -> it).sum();
        var shares = new HashMap<String, Double>();
        counts.forEach((key, count) -> shares.put(key, Numbers.four((double) count / total)));
        return shares;
    }
}
