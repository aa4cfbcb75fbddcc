package com.postmagiq.quality;

import com.postmagiq.quality.QualityReport.Scores;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Turns what was found into a report with scores. */
final class Reports {

    private static final int CAP_WHEN_BLOCKED = 6;
    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparingInt(Finding::start)
                    .thenComparing(Finding::check)
                    .thenComparingInt(Finding::end);

    private Reports() {}

    static QualityReport of(Inspection in, String language) {
        var findings = merged(in.findings(), in.post.text);
        var passed = findings.stream().noneMatch(f -> f.severity() == Severity.BLOCK);
        var scores = scores(findings);
        return new QualityReport(
                sha256(in.post.text),
                in.request.platform(),
                QualityChecks.PROFILE_VERSION,
                language,
                language.equals(Language.ENGLISH),
                passed,
                overall(scores, passed),
                scores,
                TextMetrics.of(in),
                findings);
    }

    /**
     * In order of place; findings of one check that overlap become one, as grave as the gravest.
     */
    static List<Finding> merged(List<Finding> found, String text) {
        var byCheck = new ArrayList<>(found);
        byCheck.sort(Comparator.comparing(Finding::check).thenComparing(BY_PLACE));
        var merged = new ArrayList<Finding>();
        for (var finding : byCheck) {
            var last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && last.check().equals(finding.check()) && overlap(last, finding)) {
                merged.set(merged.size() - 1, joined(last, finding, text));
            } else {
                merged.add(finding);
            }
        }
        merged.sort(BY_PLACE);
        return List.copyOf(merged);
    }

    /** Remarks about the whole text never swallow the places inside it. */
    private static boolean overlap(Finding first, Finding second) {
        var samePlace = first.start() == second.start() && first.end() == second.end();
        return second.start() < first.end()
                && (!samePlace || first.message().equals(second.message()));
    }

    private static Finding joined(Finding first, Finding second, String text) {
        var end = Math.max(first.end(), second.end());
        var graver = first.severity().compareTo(second.severity()) <= 0 ? first : second;
        return new Finding(
                first.check(),
                graver.severity(),
                first.start(),
                end,
                text.substring(first.start(), end),
                graver.message(),
                graver.suggestion(),
                graver.sourceNear(),
                end == first.end() && first.fix() != null ? first.fix() : null);
    }

    private static Scores scores(List<Finding> findings) {
        Map<Group, Double> points = new EnumMap<>(Group.class);
        for (var group : Group.values()) {
            points.put(group, 10d);
        }
        for (var finding : findings) {
            var group = CheckCatalogue.find(finding.check()).orElseThrow().group();
            points.merge(group, -cost(finding.severity()), Double::sum);
        }
        return new Scores(
                score(points, Group.HOOK),
                score(points, Group.SPECIFICS),
                score(points, Group.VOICE),
                score(points, Group.STRUCTURE),
                score(points, Group.ACCURACY));
    }

    private static double cost(Severity severity) {
        return switch (severity) {
            case BLOCK -> 4;
            case WARN -> 1.5;
            case INFO -> 0.5;
        };
    }

    private static int score(Map<Group, Double> points, Group group) {
        return (int) Math.max(1, Math.round(points.getOrDefault(group, 10d)));
    }

    /** The mean with accuracy counted twice. */
    private static int overall(Scores s, boolean passed) {
        var sum = s.hook() + s.specifics() + s.voice() + s.structure() + 2 * s.accuracy();
        var mean = (int) Math.round(sum / 6d);
        return passed ? mean : Math.min(CAP_WHEN_BLOCKED, mean);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "This Java has no SHA-256, which every Java must have.", e);
        }
    }
}
