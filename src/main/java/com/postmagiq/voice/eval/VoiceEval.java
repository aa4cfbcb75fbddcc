package com.postmagiq.voice.eval;

import com.postmagiq.quality.Texts;
import com.postmagiq.quality.Words;
import com.postmagiq.voice.measure.Fidelity;
import com.postmagiq.voice.measure.Stylometry;
import com.postmagiq.voice.measure.StylometryBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures how well the fidelity score tells authors apart.
 *
 * <p>Input is a file of JSON lines with {@code id}, {@code author} and {@code text}. Half of each
 * author's texts make the profile; the others are cut into passages of 250 to 400 words, and every
 * passage is scored against every profile. Printed for each of several splits with fixed seeds: how
 * often the true author has the highest score, and how likely a passage scores higher against its
 * own author than another passage against a stranger (area under the ROC curve, over all pairs).
 */
public final class VoiceEval {
    private static final int SPLITS = 5;
    private static final int SHORTEST = 250;
    private static final int LONGEST = 400;
    private static final int AIM = 320;
    private static final int TIMED_ROUNDS = 100;
    private static final int TIMED_WORDS = 500;

    /** A text of the file. */
    record Example(String author, String text) {}

    /**
     * What one split gave.
     *
     * @param own scores of passages against their own author
     * @param other against the others
     */
    record Result(int right, int passages, List<Double> own, List<Double> other, int accepted) {
        double topOne() {
            return (double) right / passages;
        }

        /** Ties count half. */
        double area() {
            var wins = 0.0;
            for (var mine : own) {
                for (var theirs : other) {
                    wins += mine > theirs ? 1 : mine.equals(theirs) ? 0.5 : 0;
                }
            }
            return wins / own.size() / other.size();
        }
    }

    private VoiceEval() {}

    /** Prints the measures for the file named by the first argument. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Name one file of JSON lines: VoiceEval authors.jsonl");
            System.exit(2);
        }
        run(Path.of(arguments[0]), System.out);
    }

    static void run(Path file, PrintStream out) throws IOException {
        var texts = read(file);
        var topOne = 0.0;
        var area = 0.0;
        for (var split = 0; split < SPLITS; split++) {
            var result = split(texts, split);
            topOne += result.topOne() / SPLITS;
            area += result.area() / SPLITS;
            out.printf(
                    Locale.ROOT,
                    "split %d: top-1 %.3f of %d passages, AUC %.3f, own in_voice or close %.3f%n",
                    split + 1,
                    result.topOne(),
                    result.passages(),
                    result.area(),
                    (double) result.accepted() / result.passages());
        }
        out.printf(Locale.ROOT, "mean: top-1 %.3f, AUC %.3f%n", topOne, area);
        out.printf(
                Locale.ROOT,
                "%.2f ms of processor time for a score of %d words%n",
                millis(texts.values().iterator().next()),
                TIMED_WORDS);
    }

    /** Mean processor time of a warm score. */
    private static double millis(List<String> texts) {
        var profile = StylometryBuilder.of(texts, "en");
        var words = String.join(" ", texts).split("\\s+", TIMED_WORDS + 1);
        var text = String.join(" ", Arrays.asList(words).subList(0, TIMED_WORDS));
        var threads = ManagementFactory.getThreadMXBean();
        var start = 0L;
        for (var round = 0; round < 2 * TIMED_ROUNDS; round++) {
            if (round == TIMED_ROUNDS) {
                start = threads.getCurrentThreadCpuTime();
            }
            if (Fidelity.score(profile, List.of(), text).score() == null) {
                throw new IllegalStateException("A text of the author has no score.");
            }
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e6 / TIMED_ROUNDS;
    }

    private static Map<String, List<String>> read(Path file) throws IOException {
        var json = JsonMapper.shared();
        var texts = new TreeMap<String, List<String>>();
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.isBlank()) {
                var node = json.readTree(line);
                texts.computeIfAbsent(node.required("author").asString(), _ -> new ArrayList<>())
                        .add(Texts.normalise(node.required("text").asString()));
            }
        }
        texts.values().removeIf(it -> it.size() < 2);
        return texts;
    }

    static Result split(Map<String, List<String>> texts, long seed) {
        var profiles = new TreeMap<String, Stylometry>();
        var passages = new ArrayList<Example>();
        texts.forEach(
                (author, all) -> {
                    var shuffled = new ArrayList<>(all);
                    Collections.shuffle(shuffled, new Random(seed));
                    var half = (shuffled.size() + 1) / 2;
                    profiles.put(author, StylometryBuilder.of(shuffled.subList(0, half), "en"));
                    shuffled.subList(half, shuffled.size()).stream()
                            .flatMap(it -> passages(it).stream())
                            .forEach(it -> passages.add(new Example(author, it)));
                });
        var own = new ArrayList<Double>();
        var other = new ArrayList<Double>();
        var right = 0;
        var accepted = 0;
        for (var passage : passages) {
            var best = "";
            var most = -1.0;
            for (var profile : profiles.entrySet()) {
                var score = Fidelity.score(profile.getValue(), List.of(), passage.text());
                var exact = score.exact() == null ? 0 : score.exact();
                var mine = profile.getKey().equals(passage.author());
                (mine ? own : other).add(exact);
                if (mine
                        && List.of("in_voice", "close").contains(String.valueOf(score.verdict()))) {
                    accepted++;
                }
                if (exact > most) {
                    most = exact;
                    best = profile.getKey();
                }
            }
            right += best.equals(passage.author()) ? 1 : 0;
        }
        return new Result(right, passages.size(), own, other, accepted);
    }

    /** Cuts a text after sentences; what is left at its end and shorter is dropped. */
    static List<String> passages(String text) {
        var passages = new ArrayList<String>();
        var passage = new StringBuilder();
        var words = 0;
        for (var sentence : text.split("(?<=[.!?])\\s+", -1)) {
            var more = Words.count(sentence);
            if ((words + more > LONGEST && words >= SHORTEST) || words >= AIM) {
                passages.add(passage.toString());
                passage.setLength(0);
                words = 0;
            }
            passage.append(passage.isEmpty() ? "" : " ").append(sentence);
            words += more;
        }
        if (words >= SHORTEST && words <= LONGEST) {
            passages.add(passage.toString());
        }
        return passages;
    }
}
