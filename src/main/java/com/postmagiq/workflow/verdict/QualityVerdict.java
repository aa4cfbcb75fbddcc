package com.postmagiq.workflow.verdict;

import com.postmagiq.quality.Finding;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.quality.Severity;
import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.answer.Issue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The verdict of the server's own checks on the audited texts. */
public final class QualityVerdict {
    private static final int BLOCKED_AT_MOST = 6;
    private static final String FABRICATION = "fabrication.";

    private QualityVerdict() {}

    /**
     * A checked text.
     *
     * @param agent who wrote it
     * @param dismissed indexes into the report's findings that a person waved through for exactly
     *     this text
     */
    public record CheckedText(String agent, QualityReport report, Set<Integer> dismissed) {
        public CheckedText {
            dismissed = Set.copyOf(dismissed);
        }

        /** Blocking findings that stand. */
        public List<Finding> blocking() {
            return standing().stream().filter(f -> f.severity() == Severity.BLOCK).toList();
        }

        /** Findings nobody dismissed. */
        public List<Finding> standing() {
            var all = report.findings();
            return IntStream.range(0, all.size())
                    .filter(i -> !dismissed.contains(i))
                    .mapToObj(all::get)
                    .toList();
        }
    }

    /**
     * Retry when no text is free of blocking findings; the score is that of the best text.
     *
     * @param slot place behind the last auditor
     * @param texts one, or all drafts of a cross audit; never empty
     */
    public static Verdict of(int slot, List<CheckedText> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("There is no text to give a verdict on.");
        }
        var clean = texts.stream().filter(t -> t.blocking().isEmpty()).toList();
        var blocked = clean.isEmpty();
        var best =
                (blocked ? texts : clean)
                        .stream().mapToInt(t -> t.report().score()).max().orElseThrow();
        var decision = blocked ? Decision.RETRY : Decision.PROCEED;
        var several = texts.size() > 1;
        var issues = new ArrayList<Issue>();
        var fabrications = new ArrayList<Fabrication>();
        for (var text : texts) {
            for (var finding : text.blocking()) {
                if (finding.check().startsWith(FABRICATION)) {
                    fabrications.add(
                            new Fabrication(finding.text(), finding.message(), text.agent()));
                } else {
                    issues.add(issue(finding, several ? text.agent() : null));
                }
            }
        }
        return new Verdict(
                slot,
                Verdict.QUALITY_CHECKS,
                null,
                true,
                true,
                blocked ? Math.min(BLOCKED_AT_MOST, best) : best,
                decision,
                decision,
                feedback(texts.size(), texts.size() - clean.size()),
                issues,
                fabrications,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Dimensions.NONE,
                List.of(),
                false,
                null);
    }

    private static Issue issue(Finding finding, @Nullable String agent) {
        var where = agent == null ? finding.check() : finding.check() + ", draft of " + agent;
        return new Issue(
                Issue.Severity.MAJOR,
                finding.message(),
                finding.suggestion(),
                where,
                finding.text().isEmpty() ? null : finding.text());
    }

    private static String feedback(int texts, int blocked) {
        if (blocked == 0) {
            return "No check blocks.";
        }
        return texts == 1
                ? "The checks found passages that must not stay."
                : "The checks found passages that must not stay in %d of %d drafts."
                        .formatted(blocked, texts);
    }
}
