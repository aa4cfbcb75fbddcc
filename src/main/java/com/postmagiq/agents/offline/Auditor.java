package com.postmagiq.agents.offline;

import com.postmagiq.agents.Material;
import com.postmagiq.agents.Task;
import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.Finding;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.quality.Severity;
import com.postmagiq.quality.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges drafts and finished posts by the quality checks; the persona says which of them. */
final class Auditor {
    private static final QualityChecks CHECKS = new QualityChecks();
    private static final int MOST_ISSUES = 30;

    private Auditor() {}

    private record Judged(Material text, QualityReport report, List<Finding> findings) {
        boolean blocked() {
            return findings.stream().anyMatch(finding -> finding.severity() == Severity.BLOCK);
        }

        List<Finding> fabrications() {
            return findings.stream()
                    .filter(
                            f ->
                                    f.severity() == Severity.BLOCK
                                            && f.check().startsWith("fabrication."))
                    .toList();
        }
    }

    static String audit(Task task) {
        var judged = texts(task).stream().map(text -> judged(text, task)).toList();
        if (judged.isEmpty()) {
            return "";
        }
        var several = judged.size() > 1;
        var best =
                judged.stream()
                        .filter(text -> !text.blocked())
                        .max(Comparator.comparingInt(text -> text.report().score()));
        var shown = best.orElse(judged.getFirst());
        var score = shown.report().score();
        var passes = best.isPresent() && score >= task.proceedScore();

        var answer = new LinkedHashMap<String, Object>();
        answer.put("score", score);
        answer.put("decision", passes ? "proceed" : "retry");
        answer.put("feedback", feedback(judged, several));
        answer.put(
                "issues",
                judged.stream()
                        .flatMap(text -> issues(text, several).stream())
                        .limit(MOST_ISSUES)
                        .toList());
        answer.put("fabrications", several ? List.of() : fabrications(shown));
        answer.put("formula_flags", messages(shown, "phrase.", "repetition.", "style.hidden"));
        answer.put("voice_issues", messages(shown, "voice."));
        answer.put("style_issues", messages(shown, "punct.", "style.", "readability.", "format."));
        answer.putAll(dimensions(shown.report()));
        if (texts(task).stream().anyMatch(text -> text.kind() == Material.Kind.DRAFT)) {
            answer.put("drafts", judged.stream().map(Auditor::entry).toList());
        }
        return Json.write(answer);
    }

    /** All drafts, or the newest finished text. */
    private static List<Material> texts(Task task) {
        var drafts = of(task, Material.Kind.DRAFT);
        var finals = of(task, Material.Kind.FINAL);
        return finals.isEmpty() ? drafts : List.of(finals.getLast());
    }

    private static List<Material> of(Task task, Material.Kind kind) {
        return task.materials().stream().filter(material -> material.kind() == kind).toList();
    }

    /** The checks of a text against everything a person told. */
    static QualityReport report(String text, Task task) {
        var sources = new ArrayList<Source>();
        for (var i = 0; i < task.sources().size(); i++) {
            var kind = i == 0 ? Source.Kind.STORY : Source.Kind.FEEDBACK;
            sources.add(new Source(kind, null, task.sources().get(i)));
        }
        return CHECKS.check(
                new CheckRequest(
                        text, sources, task.shape(), "linkedin", Map.of(), List.of(), List.of()));
    }

    private static Judged judged(Material text, Task task) {
        var report = report(text.text(), task);
        var findings =
                report.findings().stream()
                        .filter(f -> concerns(task.persona(), f.check()))
                        .toList();
        return new Judged(text, report, findings);
    }

    private static boolean concerns(String persona, String check) {
        var facts =
                check.startsWith("fabrication.")
                        || check.startsWith("phrase.")
                        || check.startsWith("format.");
        return switch (persona) {
            case "fabrication-auditor" -> facts;
            case "style-auditor" -> !check.startsWith("fabrication.");
            default -> true;
        };
    }

    private static String feedback(List<Judged> judged, boolean several) {
        var lines = new ArrayList<String>();
        for (var text : judged) {
            for (var finding : text.findings()) {
                if (finding.severity() != Severity.INFO) {
                    lines.add(prefix(text, several) + finding.message());
                }
            }
        }
        return lines.isEmpty()
                ? "Nothing to object to."
                : String.join("\n", lines.stream().distinct().limit(MOST_ISSUES).toList());
    }

    private static String prefix(Judged text, boolean several) {
        return several ? text.text().label() + ": " : "";
    }

    private static List<Map<String, Object>> issues(Judged text, boolean several) {
        return text.findings().stream()
                .map(
                        finding -> {
                            var issue = new LinkedHashMap<String, Object>();
                            issue.put("severity", severity(finding));
                            issue.put("issue", prefix(text, several) + finding.message());
                            var suggestion = finding.suggestion();
                            issue.put("fix", suggestion == null ? "Leave it out." : suggestion);
                            issue.put("quote", finding.text());
                            return (Map<String, Object>) issue;
                        })
                .toList();
    }

    private static String severity(Finding finding) {
        return switch (finding.severity()) {
            case BLOCK -> "critical";
            case WARN -> "major";
            case INFO -> "minor";
        };
    }

    private static List<Map<String, Object>> fabrications(Judged text) {
        return text.fabrications().stream()
                .map(
                        finding -> {
                            var fabrication = new LinkedHashMap<String, Object>();
                            fabrication.put("text", finding.text());
                            fabrication.put("why", finding.message());
                            return (Map<String, Object>) fabrication;
                        })
                .toList();
    }

    private static List<String> messages(Judged text, String... prefixes) {
        return text.findings().stream()
                .filter(f -> List.of(prefixes).stream().anyMatch(f.check()::startsWith))
                .map(Finding::message)
                .distinct()
                .toList();
    }

    private static Map<String, Object> dimensions(QualityReport report) {
        var scores = new LinkedHashMap<String, Object>();
        scores.put("hook_score", report.scores().hook());
        scores.put("specifics_score", report.scores().specifics());
        scores.put("voice_score", report.scores().voice());
        scores.put("structure_score", report.scores().structure());
        return scores;
    }

    private static Map<String, Object> entry(Judged draft) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("agent", draft.text().label());
        entry.put("score", draft.report().score());
        entry.putAll(dimensions(draft.report()));
        entry.put("strengths", strengths(draft.report()));
        entry.put("fabrications", draft.fabrications().stream().map(Finding::text).toList());
        return entry;
    }

    private static List<String> strengths(QualityReport report) {
        var strengths = new ArrayList<String>();
        if (report.scores().hook() >= 9) {
            strengths.add("The opening is short and concrete.");
        }
        if (report.scores().accuracy() >= 9) {
            strengths.add("Every fact is in the story.");
        }
        if (report.scores().structure() >= 9) {
            strengths.add("Length and layout fit.");
        }
        return strengths;
    }
}
