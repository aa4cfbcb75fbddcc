package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.answer.Issue;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What the verdicts of one visit tell the state that must do better, as Markdown. */
public final class Feedback {
    private Feedback() {}

    /** One section per valid verdict in slot order; empty without any. */
    public static String markdown(List<Verdict> verdicts) {
        var out = new StringBuilder();
        verdicts.stream()
                .filter(Verdict::valid)
                .sorted(Comparator.comparingInt(Verdict::slot))
                .forEach(v -> section(v, out));
        return out.toString().strip();
    }

    private static void section(Verdict verdict, StringBuilder out) {
        out.append("## ").append(verdict.agent());
        if (verdict.persona() != null) {
            out.append(" (").append(verdict.persona()).append(')');
        }
        out.append("\n\nScore: ").append(verdict.score()).append("/10\n");
        out.append("Decision: ").append(Objects.requireNonNull(verdict.decision()).key());
        out.append("\n\n");
        if (!verdict.feedback().isBlank()) {
            out.append(verdict.feedback().strip()).append("\n\n");
        }
        list(out, "Issues", verdict.issues().stream().map(Feedback::line).toList());
        list(out, "Fabrications", verdict.fabrications().stream().map(Feedback::line).toList());
        list(out, "Formula", verdict.formulaFlags());
        list(out, "Voice", verdict.voiceIssues());
        list(out, "Style", verdict.styleIssues());
        list(out, "Questions", verdict.questions());
    }

    private static void list(StringBuilder out, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.append("### ").append(title).append('\n');
        lines.forEach(l -> out.append("- ").append(oneLine(l)).append('\n'));
        out.append('\n');
    }

    private static String line(Issue issue) {
        var line = new StringBuilder("**").append(issue.severity().code()).append("** ");
        if (issue.lineReference() != null) {
            line.append('[').append(issue.lineReference()).append("] ");
        }
        line.append(issue.issue());
        if (issue.quote() != null) {
            line.append(" (\"").append(issue.quote()).append("\")");
        }
        if (issue.fix() != null) {
            line.append(" Fix: ").append(issue.fix());
        }
        return line.toString();
    }

    static String line(Fabrication fabrication) {
        var line = new StringBuilder("\"").append(fabrication.text()).append('"');
        if (fabrication.why() != null) {
            line.append(": ").append(fabrication.why());
        }
        if (fabrication.draft() != null) {
            line.append(" (draft of ").append(fabrication.draft()).append(')');
        }
        return line.toString();
    }

    static String oneLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
