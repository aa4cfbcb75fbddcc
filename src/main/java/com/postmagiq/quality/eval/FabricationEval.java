package com.postmagiq.quality.eval;

import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.Finding;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.quality.Severity;
import com.postmagiq.quality.Source;
import com.postmagiq.quality.Words;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures how well the fact checks tell posts with inventions from faithful ones.
 *
 * <p>Input is a file of JSON lines with {@code story}, {@code post}, {@code error_types} and {@code
 * spans}. A post is truly an invention when an error type starts with {@code extrinsic-}; it is
 * called one by {@link QualityChecks#verdict}. The plainer rule "any blocking finding of a fact
 * check" is measured beside it.
 */
public final class FabricationEval {

    private static final int TIMED_ROUNDS = 200;
    private static final int POST_WORDS = 400;
    private static final int STORY_WORDS = 2_000;

    /** One labelled post. */
    record Example(String story, String post, boolean invented, List<String> spans) {}

    private FabricationEval() {}

    /** Prints the measures for the file named by the first argument. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("Name one file of JSON lines: FabricationEval labelled.jsonl");
            System.exit(2);
        }
        run(Path.of(arguments[0]), System.out);
    }

    static void run(Path file, PrintStream out) throws IOException {
        var examples = read(file);
        var checks = new QualityChecks();
        var posts = new Confusion();
        var plain = new Confusion();
        var spans = new TreeMap<String, SpanCount>();
        for (var example : examples) {
            var findings = fabrications(checks.check(request(example)));
            posts.count(example.invented(), checks.verdict(request(example)).invented());
            plain.count(
                    example.invented(), findings.stream().anyMatch(FabricationEval::blockingFact));
            countSpans(example, findings, spans);
        }
        out.println("verdict: " + posts.lines(examples.size()));
        out.println("any blocking fact: " + plain.lines(examples.size()));
        spans.forEach((check, count) -> out.println(count.line(check)));
        out.printf(
                Locale.ROOT,
                "%.2f ms of processor time for %d words against %d%n",
                millis(checks, examples),
                POST_WORDS,
                STORY_WORDS);
    }

    private static CheckRequest request(Example example) {
        return CheckRequest.of(example.post(), List.of(Source.story(example.story())));
    }

    private static List<Finding> fabrications(QualityReport report) {
        return report.findings().stream()
                .filter(f -> f.check().startsWith("fabrication."))
                .toList();
    }

    private static boolean blockingFact(Finding finding) {
        return finding.severity() == Severity.BLOCK
                && !finding.check().equals("fabrication.coverage");
    }

    static List<Example> read(Path file) throws IOException {
        var json = JsonMapper.shared();
        var examples = new ArrayList<Example>();
        for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (line.isBlank()) {
                continue;
            }
            var node = json.readTree(line);
            var invented = false;
            for (var type : node.required("error_types")) {
                invented |= type.asString().startsWith("extrinsic-");
            }
            var spans = new ArrayList<String>();
            for (var span : node.required("spans")) {
                spans.add(span.asString());
            }
            examples.add(
                    new Example(
                            node.required("story").asString(),
                            node.required("post").asString(),
                            invented,
                            List.copyOf(spans)));
        }
        return examples;
    }

    /**
     * A finding is right when it overlaps a labelled span; a span is found when any check hits it.
     */
    private static void countSpans(
            Example example, List<Finding> findings, Map<String, SpanCount> counts) {
        var all = counts.computeIfAbsent("all checks", _ -> new SpanCount());
        var hit = new boolean[example.spans().size()];
        for (var finding : findings) {
            if (finding.check().equals("fabrication.coverage")) {
                continue;
            }
            var right = false;
            for (var s = 0; s < hit.length; s++) {
                if (overlaps(example, example.spans().get(s), finding)) {
                    right = true;
                    hit[s] = true;
                }
            }
            counts.computeIfAbsent(finding.check(), _ -> new SpanCount()).finding(right);
            all.finding(right);
        }
        for (var found : hit) {
            all.span(found);
        }
    }

    private static boolean overlaps(Example example, String span, Finding finding) {
        for (var at = example.post().indexOf(span);
                at >= 0;
                at = example.post().indexOf(span, at + 1)) {
            if (at < finding.end() && at + span.length() > finding.start()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Mean processor time of a warm check of a post and story of the stated lengths, made from the
     * data.
     */
    private static double millis(QualityChecks checks, List<Example> examples) {
        var post = new StringBuilder();
        var story = new StringBuilder();
        for (var example : examples) {
            if (Words.count(post.toString()) < POST_WORDS) {
                post.append(example.post()).append("\n\n");
            }
            if (Words.count(story.toString()) < STORY_WORDS) {
                story.append(example.story()).append("\n\n");
            }
        }
        var request = CheckRequest.of(post.toString(), List.of(Source.story(story.toString())));
        for (var i = 0; i < TIMED_ROUNDS; i++) {
            checks.check(request);
        }
        var threads = ManagementFactory.getThreadMXBean();
        var findings = 0;
        var start = threads.getCurrentThreadCpuTime();
        for (var i = 0; i < TIMED_ROUNDS; i++) {
            findings += checks.check(request).findings().size();
        }
        var millis = (threads.getCurrentThreadCpuTime() - start) / 1e6 / TIMED_ROUNDS;
        return findings < 0 ? 0 : millis;
    }

    /** True and false, called and not called. */
    static final class Confusion {
        private int truePositive;
        private int falsePositive;
        private int trueNegative;
        private int falseNegative;

        void count(boolean truth, boolean called) {
            truePositive += truth && called ? 1 : 0;
            falsePositive += !truth && called ? 1 : 0;
            trueNegative += !truth && !called ? 1 : 0;
            falseNegative += truth && !called ? 1 : 0;
        }

        String lines(int examples) {
            var precision = share(truePositive, truePositive + falsePositive);
            var recall = share(truePositive, truePositive + falseNegative);
            var specificity = share(trueNegative, trueNegative + falsePositive);
            return String.format(
                    Locale.ROOT,
                    "posts %d: tp %d fp %d tn %d fn %d%nprecision %.3f recall %.3f F1 %.3f balanced accuracy %.3f",
                    examples,
                    truePositive,
                    falsePositive,
                    trueNegative,
                    falseNegative,
                    precision,
                    recall,
                    precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall),
                    (recall + specificity) / 2);
        }
    }

    /** Findings that hit a labelled span, and spans that some finding hit. */
    static final class SpanCount {
        private int findings;
        private int right;
        private int spans;
        private int found;

        void finding(boolean isRight) {
            findings++;
            right += isRight ? 1 : 0;
        }

        void span(boolean isFound) {
            spans++;
            found += isFound ? 1 : 0;
        }

        String line(String check) {
            var line =
                    String.format(
                            Locale.ROOT,
                            "%-22s %4d findings, span precision %.3f",
                            check,
                            findings,
                            share(right, findings));
            return spans == 0
                    ? line
                    : line
                            + String.format(
                                    Locale.ROOT,
                                    ", recall %.3f of %d spans",
                                    share(found, spans),
                                    spans);
        }
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
